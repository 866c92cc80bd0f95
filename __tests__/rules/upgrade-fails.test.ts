import { expect, test } from '@jest/globals'
import { error, evidence, findings } from './evidence.js'

const fails = error({
  message: 'relation "users" does not exist',
  statement: 'CREATE MATERIALIZED VIEW daily AS\n  SELECT * FROM users;',
  line: 14,
})

test('the message has SQLSTATE, statement and line', () => {
  expect(findings('upgrade-fails', evidence({ legs: { upgrade: { error: fails } } }))[0]?.message).toBe(
    'the upgrade fails with SQLSTATE 42P01: relation "users" does not exist, in `CREATE MATERIALIZED VIEW daily AS SELECT * FROM users` on line 14',
  )
})

test('an error of Python is told by its class', () => {
  const python = error({ type: 'KeyError', message: "'TENANT'", sqlstate: null })
  expect(findings('upgrade-fails', evidence({ legs: { upgrade: { error: python } } }))[0]?.message).toBe(
    "the upgrade fails with KeyError: 'TENANT'",
  )
})

test('after a failed revision, what is undefined could not be judged: a notice', () => {
  const about = evidence({ standsOnFailed: ['r1'], legs: { upgrade: { status: 'blocked', error: fails } } })
  expect(findings('upgrade-fails', about)).toMatchObject([
    { severity: 'notice', message: 'the upgrade could not be judged because r1 failed' },
  ])
})

test('after a failed revision, another failure is an error that may be a consequence', () => {
  const other = error({ sqlstate: '22012', message: 'division by zero' })
  const [finding] = findings(
    'upgrade-fails',
    evidence({ standsOnFailed: ['r1'], legs: { upgrade: { error: other } } }),
  )
  expect(finding?.message).toContain('it may be a consequence: r1, on which it stands, failed before it')
  expect(finding?.severity).toBeUndefined()
})
