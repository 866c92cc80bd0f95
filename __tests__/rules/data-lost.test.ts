import { expect, test } from '@jest/globals'
import type { DataEvidence, Loss } from '../../src/model/data.js'
import { evidence, findings, intent, object, snapshot, statement } from './evidence.js'

const USERS = object('table', 'public.users')
const EMAIL = object('column', 'public.users."E-mail"', {}, USERS)
const NAME = object('column', 'public.users.name', {}, USERS)

const loss = (parts: Partial<Loss>): Loss => ({
  table: 'table public.users',
  leg: 'downgrade',
  before: 3,
  after: 3,
  columns: [],
  now: [],
  ...parts,
})

function lost(one: Loss, ...after: readonly (typeof USERS)[]) {
  const data: DataEvidence = { generated: true, probes: [], losses: [one], provoked: null }
  return { data, before: snapshot(USERS, EMAIL, NAME), after: snapshot(...after) }
}

function told(one: Loss, ...after: readonly (typeof USERS)[]): readonly string[] {
  return findings('data-lost', evidence(lost(one, ...after))).map(
    ({ severity = 'warning', message }) => `${severity}: ${message}`,
  )
}

const NO_LONGER = 'after the downgrade no longer'

test.each([
  [
    'rows',
    { after: 1 },
    'warning: table public.users held 3 rows before the upgrade and after the downgrade holds 1 row',
  ],
  [
    'all rows, the second time',
    { after: 0, leg: 'reupgrade' },
    'warning: table public.users held 3 rows before the upgrade and after the second upgrade holds none',
  ],
  [
    'values',
    { columns: ['E-mail', 'name'] },
    `warning: columns E-mail and name of table public.users ${NO_LONGER} hold the values from before the upgrade`,
  ],
] satisfies readonly [string, Partial<Loss>, string][])('%s of a table that stays', (_, parts, says) => {
  expect(told(loss(parts), USERS, EMAIL, NAME)).toEqual([says])
})

test('what the upgrade drops is a notice', () => {
  expect(told(loss({ after: 0 }))).toEqual([expect.stringMatching(/^notice: table public.users held 3 rows/)])
  expect(told(loss({ columns: ['E-mail'] }), USERS, NAME)).toEqual([
    `notice: column E-mail of table public.users ${NO_LONGER} holds the values from before the upgrade`,
  ])
})

test('a column that stays outweighs one that is dropped', () => {
  expect(told(loss({ columns: ['E-mail', 'name'] }), USERS, NAME)).toEqual([
    `warning: column name of table public.users ${NO_LONGER} holds the values from before the upgrade`,
  ])
})

test('a table or column that the upgrade drops and makes again is dropped all the same', () => {
  const again = { ...USERS, oid: USERS.oid + 1000 }
  expect(told(loss({ after: 0 }), again, EMAIL, NAME)[0]).toMatch(/^notice/)
  const column = { kind: 'column', schema: null, name: 'name' }
  const intents = { all: [intent('drop', column, { on: { schema: null, name: 'users' } })], opaque: [] }
  const about = { ...lost(loss({ columns: ['name'] }), USERS, EMAIL, NAME), legs: { upgrade: { intents } } }
  expect(findings('data-lost', evidence(about))).toMatchObject([{ severity: 'notice' }])
})

const DELETES = statement('DELETE FROM users', 27)
const LATER = statement('ALTER TABLE users DROP COLUMN x', 28)

test.each([
  ['alone', [], 'It is `downgrade()` that deletes'],
  ['as the upgrade does', [statement("UPDATE users SET name = 'x'", 12)], 'each row its own former value'],
])('a downgrade that deletes, %s, is told at its line', (_, statements, says) => {
  const legs = { upgrade: { statements }, downgrade: { statements: [DELETES, LATER] } }
  const [finding] = findings('data-lost', evidence({ ...lost(loss({ after: 0 }), USERS), legs }))
  expect(finding?.location?.line).toBe(27)
  expect(finding?.help).toContain(says)
})
