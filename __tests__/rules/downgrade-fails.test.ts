import { expect, test } from '@jest/globals'
import { error, evidence, findings } from './evidence.js'

test('dependents are named in the help', () => {
  const dependents = error({
    sqlstate: '2BP01',
    message: 'cannot drop materialized view daily because other objects depend on it',
    detail: 'view weekly depends on materialized view daily',
    statement: 'DROP MATERIALIZED VIEW daily',
    line: 25,
  })
  const [finding] = findings('downgrade-fails', evidence({ legs: { downgrade: { error: dependents } } }))
  expect(finding?.message).toBe(
    'the downgrade fails with SQLSTATE 2BP01: cannot drop materialized view daily because other objects depend on it, in `DROP MATERIALIZED VIEW daily` on line 25',
  )
  expect(finding?.help).toContain('view weekly depends on materialized view daily')
})

test('nothing for a leg that was not run', () => {
  expect(findings('downgrade-fails', evidence({ legs: { downgrade: { status: 'skipped' } } }))).toEqual([])
})
