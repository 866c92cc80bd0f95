import { expect, test } from '@jest/globals'
import { added, DAILY, DAILY_INDEX, evidence, findings, messages, object } from './evidence.js'

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

test('nothing is said of a one-way revision', () => {
  expect(
    findings('left-behind', evidence({ notUndone: [added(DAILY)], irreversible: 'rows are gone' })),
  ).toEqual([])
})
