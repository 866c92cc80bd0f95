import { describe, expect, test } from '@jest/globals'
import { altered, DAILY, DAILY_INDEX, evidence, findings, messages, object, removed } from './evidence.js'

const say = (change: ReturnType<typeof altered>) =>
  findings('restored-differently', evidence({ notUndone: [change] }))[0]

test('a lost index of a re-created materialized view is told as a difference of the view', () => {
  const finding = say(altered(DAILY, {}, [removed(DAILY_INDEX)]))
  expect(finding?.message).toBe(
    'materialized view public.daily_usage_matview is not restored as it was: index idx_daily_usage_user_date differs',
  )
  expect(finding?.differences).toEqual([
    { property: 'index idx_daily_usage_user_date', old: DAILY_INDEX.properties['definition'], new: null },
  ])
  expect(finding?.help).toContain('Indexes go with the materialized view')
})

test('a plain index in place of a unique one', () => {
  const finding = say(altered(DAILY, {}, [altered(DAILY_INDEX, { definition: 'CREATE UNIQUE INDEX …' })]))
  expect(finding?.differences?.[0]?.property).toBe('index idx_daily_usage_user_date: definition')
})

describe.each([
  ['definition', ' SELECT 1;', 'former definition'],
  ['populated', false, 'WITH NO DATA'],
  ['grants', { reader: ['SELECT'] }, 'Take back in `downgrade()` what `upgrade()` grants'],
  ['comment', 'other', 'or `IS NULL` where there was none'],
  ['owner', 'postgres', 'OWNER TO'],
])('%s', (property, now, advice) => {
  test('is named, with its own advice', () => {
    const finding = say(altered(DAILY, { [property]: now }))
    expect(finding?.message).toContain(`: ${property} differ${property === 'grants' ? '' : 's'}`)
    expect(finding?.help).toContain(advice)
    expect(finding?.severity).toBeUndefined()
  })
})

test.each([
  ['comment', 'repeat `COMMENT ON`'],
  ['grants', 'repeat each `GRANT`'],
])('%s that went with a DROP', (property, advice) => {
  const stood = object('view', 'public.v', { [property]: 'former' })
  expect(say(altered(stood, { [property]: undefined }))?.help).toContain(advice)
  const stays = { ...altered(stood, { [property]: undefined }), recreated: false }
  expect(say(stays)?.help).not.toContain(advice)
})

test('an index is told by its own name', () => {
  const table = object('table', 'public.order_lines')
  const index = object('index', 'public.ix_order_lines', { definition: 'CREATE INDEX …' }, table)
  expect(say(altered(table, {}, [removed(index)]))?.message).toContain('index ix_order_lines differs')
})

test('the order of columns alone is a notice that says why', () => {
  const table = { ...object('table', 'public.users'), minor: { column_order: ['id', 'email'] } }
  const finding = say(altered(table, { column_order: ['email', 'id'] }, [], true))
  expect(finding).toMatchObject({ severity: 'notice' })
  expect(finding?.message).toContain('another column order')
  expect(finding?.help).toContain('can only append a column')
})

test('a table that stands gives way to what hangs on it', () => {
  const table = object('table', 'public.users')
  const index = object('index', 'public.ix_users', { definition: 'CREATE INDEX …' }, table)
  const stands = { ...altered(table, {}, [removed(index)]), recreated: false }
  expect(messages(evidence({ notUndone: [stands] }))).toEqual([
    'not-restored: index public.ix_users stood before the upgrade and is missing after the downgrade',
  ])
})
