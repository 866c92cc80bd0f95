import { expect, test } from '@jest/globals'
import type { StepError } from '../../src/model/step.js'
import { error, evidence, findings, NO_PAST, object, snapshot } from './evidence.js'

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

/** What the upgrade of r1 said before it failed, and how that of r2 fails. */
const CONSEQUENCES: readonly [name: string, sql: string, parts: Partial<StepError>, told: boolean][] = [
  [
    'whose statement names what that one names',
    'ALTER TABLE users ADD UNIQUE (email)',
    { sqlstate: '42P10', statement: 'INSERT INTO users VALUES (1) ON CONFLICT (email) DO NOTHING' },
    true,
  ],
  [
    'whose error names what that one names',
    'DROP TYPE status',
    { sqlstate: '42710', message: 'type "status" already exists' },
    true,
  ],
  [
    'in which the name is part of another',
    'ALTER TABLE users_old ADD UNIQUE (email)',
    { sqlstate: '22012', message: 'division by zero', statement: 'UPDATE users SET id = id / 0' },
    false,
  ],
  [
    'that shares a column and words of SQL',
    'ALTER TABLE orders ADD COLUMN email text',
    { sqlstate: '23502', message: 'column "email" of relation "users" contains null values' },
    false,
  ],
  [
    'of the syntax',
    'ALTER TABLE users ADD COLUMN email text',
    { sqlstate: '42601', message: 'syntax error at or near "ADD"', statement: 'ALTER TABLE users ADD ADD' },
    false,
  ],
  ['of Python', 'ALTER TABLE users ADD UNIQUE (email)', { sqlstate: null, message: 'users' }, false],
]

test.each(CONSEQUENCES)('after a failed revision, a failure %s', (_, sql, parts, told) => {
  const users = object('table', 'public.users')
  const about = evidence({
    standsOnFailed: ['r1'],
    before: snapshot(users, object('column', 'public.users.email', {}, users)),
    legs: { upgrade: { error: error(parts) } },
  })
  const [finding] = findings('upgrade-fails', about, { ...NO_PAST, saidInVain: () => sql })
  const says = 'it may be a consequence: r1, on which it stands, failed before it'
  expect(finding?.message.includes(says)).toBe(told)
  expect(finding?.severity).toBeUndefined()
})
