import { expect, test } from '@jest/globals'
import {
  added,
  DAILY,
  DAILY_INDEX,
  error,
  evidence,
  findings,
  intent,
  messages,
  object,
  statement,
} from './evidence.js'

test('an object that is still there is named with its indexes', () => {
  const about = evidence({ notUndone: [added(DAILY, [added(DAILY_INDEX)])] })
  expect(messages(about)).toEqual([
    'left-behind: materialized view public.daily_usage_matview is still there after the downgrade, with its index idx_daily_usage_user_date',
  ])
  expect(findings('left-behind', about)[0]).toMatchObject({
    leg: 'downgrade',
    object: { kind: 'materialized view', identity: 'public.daily_usage_matview' },
    differences: [
      {
        property: 'index idx_daily_usage_user_date',
        old: null,
        new: expect.stringContaining('USING btree'),
      },
    ],
  })
})

test('a table is told without its columns', () => {
  const table = object('table', 'public.users')
  const column = object('column', 'public.users.email', { type: 'text' }, table)
  expect(messages(evidence({ notUndone: [added(table, [added(column)])] }))).toEqual([
    'left-behind: table public.users is still there after the downgrade',
  ])
})

test('the newest comes first, so that drops in this order work', () => {
  const older = object('table', 'public.a')
  const newer = object('view', 'public.b')
  const names = findings('left-behind', evidence({ notUndone: [added(older), added(newer)] })).map(
    (finding) => finding.object?.identity,
  )
  expect(names).toEqual(['public.b', 'public.a'])
})

const GUARDED = { all: [intent('drop', DAILY, { conditional: true })], opaque: [] }
const RENAMED = {
  all: [intent('rename', DAILY, { becomes: DAILY.name, target: { schema: null, name: 'former' } })],
  opaque: [],
}
const MAKES = statement('CREATE MATERIALIZED VIEW daily_usage_matview AS SELECT 1', 9)
const TAKEN = error({ message: `relation "${DAILY.name}" already exists`, sqlstate: '42P07' })

test.each([
  ['of a plain downgrade', {}, '. Drop materialized view public.daily_usage_matview in `downgrade()`.'],
  ['of one with IF EXISTS', { downgrade: { intents: GUARDED } }, '`IF EXISTS` hides a misspelt one'],
  ['of a name that was given', { upgrade: { intents: RENAMED } }, 'rename it back to `former`'],
  [
    'of one that makes it',
    { downgrade: { statements: [MAKES], intents: { all: [intent('create', DAILY)], opaque: [] } } },
    'The downgrade itself makes it on line 9, though',
  ],
  [
    'when the next upgrade fails',
    { reupgrade: { error: TAKEN } },
    'the next upgrade fails because the name is taken',
  ],
] as const)('what helps: %s', (_, legs, says) => {
  expect(findings('left-behind', evidence({ notUndone: [added(DAILY)], legs }))[0]?.help).toContain(says)
})

test('an extension that is made only where it is missing may be others’, too', () => {
  const extension = object('extension', 'pg_trgm')
  const say = (conditional: boolean) => {
    const intents = { all: [intent('create', extension, { conditional })], opaque: [] }
    return findings(
      'left-behind',
      evidence({ notUndone: [added(extension)], legs: { upgrade: { intents } } }),
    )[0]
  }
  expect(say(true)).toMatchObject({
    severity: 'warning',
    help: expect.stringContaining('take it from others'),
  })
  expect(say(false)).not.toHaveProperty('severity')
})

test('nothing is said of a one-way revision', () => {
  expect(
    findings('left-behind', evidence({ notUndone: [added(DAILY)], irreversible: 'rows are gone' })),
  ).toEqual([])
})
