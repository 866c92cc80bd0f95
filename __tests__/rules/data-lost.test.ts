import { expect, test } from '@jest/globals'
import type { DataEvidence, Loss } from '../../src/model/data.js'
import { evidence, findings, object, snapshot } from './evidence.js'

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

function told(lost: Loss, ...after: readonly (typeof USERS)[]): readonly string[] {
  const data: DataEvidence = { generated: true, probes: [], losses: [lost], provoked: null }
  const before = snapshot(USERS, EMAIL, NAME)
  return findings('data-lost', evidence({ data, before, after: snapshot(...after) })).map(
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
