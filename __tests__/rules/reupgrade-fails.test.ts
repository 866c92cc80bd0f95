import { expect, test } from '@jest/globals'
import { added, DAILY, error, evidence, findings, object, removed } from './evidence.js'

const exists = error({ sqlstate: '42710', message: 'type "status" already exists' })

test('what was left behind is named as the cause', () => {
  const about = evidence({
    notUndone: [added(object('type', 'public.status')), added(DAILY)],
    legs: { reupgrade: { error: exists } },
  })
  expect(findings('reupgrade-fails', about)[0]?.help).toContain(
    'the downgrade, which left type public.status behind.',
  )
})

test('so is what was not brought back', () => {
  const gone = error({ message: 'materialized view "daily_usage_matview" does not exist' })
  const about = evidence({ notUndone: [removed(DAILY)], legs: { reupgrade: { error: gone } } })
  expect(findings('reupgrade-fails', about)[0]?.help).toContain(
    'did not bring materialized view public.daily_usage_matview back',
  )
})

test('seed rows are explained', () => {
  const twice = error({
    sqlstate: '23505',
    message: 'duplicate key value violates unique constraint "plans_pkey"',
  })
  expect(findings('reupgrade-fails', evidence({ legs: { reupgrade: { error: twice } } }))[0]).toMatchObject({
    message: expect.stringContaining('the second upgrade, after the downgrade, fails with SQLSTATE 23505'),
    help: expect.stringContaining('Delete in `downgrade()` the rows'),
  })
})

test('without leftovers the general advice stands', () => {
  expect(
    findings('reupgrade-fails', evidence({ legs: { reupgrade: { error: exists } } }))[0]?.help,
  ).toContain('DROP TYPE status')
})
