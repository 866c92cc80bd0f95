import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { lockStory } from '../../src/rules/locks.js'
import { readLockRoom } from '../../src/run/lock-room.js'
import { createTestDatabase, type TestDatabase } from '../support/database.js'
import { evidence, NO_PAST } from './evidence.js'
import { readIntents } from './history.js'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

async function held(): Promise<number> {
  const [row] = await database.query('select count(*) from pg_locks where pid = pg_backend_pid()')
  return Number(row?.['count'])
}

const many = (sql: (index: number) => string): string =>
  Array.from({ length: 20 }, (_, index) => sql(index)).join(';')

/** Twenty pairs of a relation and its index each. */
test.each([
  ['a table made', many((n) => `create table t${n} (id int primary key, note text)`)],
  [
    'a materialized view made',
    many(
      (n) =>
        `create materialized view m${n} as select id, note from t${n}; create unique index on m${n} (id)`,
    ),
  ],
  ['a materialized view dropped', many((n) => `drop materialized view m${n}`)],
  ['a table dropped', many((n) => `drop table t${n}`)],
])('%s takes about three to nine locks for each relation', async (_, sql) => {
  await database.query('begin')
  const before = await held()
  await database.query(sql)
  const each = ((await held()) - before) / 40
  await database.query('commit')
  expect(each).toBeGreaterThan(2.5)
  expect(each).toBeLessThan(9.5)
})

const story = (sql: readonly string[]): string => {
  const statements = sql.map((one) => ({ sql: one, milliseconds: 1, line: 1 }))
  const about = evidence({ legs: { upgrade: { statements, intents: readIntents(statements) } } })
  return lockStory(NO_PAST, { evidence: about, leg: 'upgrade' })
}

test.each([
  [['create table a (id int)'], 'its 2nd, it had named 1 relation,'],
  [
    Array.from({ length: 11 }, (_, n) => `create index i${n} on a (id)`),
    'its 12th, it had named 11 relations,',
  ],
])('%j', (sql, says) => {
  expect(story(sql)).toContain(says)
})

test('nothing is said of what is not known', () => {
  expect(story(['select 1'])).toBe('')
})

test('the room is what the server itself says', async () => {
  const { perTransaction, connections } = await readLockRoom(database.query)
  const [row] = await database.query('show max_locks_per_transaction')
  expect(perTransaction).toBe(Number(row?.['max_locks_per_transaction']))
  expect(connections).toBeGreaterThan(0)
  const lockRoom = { perTransaction: 64, connections: 100, prepared: 5 }
  expect(lockStory({ ...NO_PAST, lockRoom }, null)).toBe(
    `It needs more than the 6,720 at once that this server is sure to have room for ` +
      `(\`max_locks_per_transaction\` 64 × (\`max_connections\` 100 + \`max_prepared_transactions\` 5)).`,
  )
})
