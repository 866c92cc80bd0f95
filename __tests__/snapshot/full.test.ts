import { jest, expect, test } from '@jest/globals'
import pg from 'pg'
import { openSnapshots, type SnapshotReader } from '../../src/snapshot/index.js'
import { createTestDatabase } from '../support/database.js'
import { openTestWatch } from '../support/watch.js'

test.each(['scan', 'WAL'])('a full snapshot is one read-only transaction, by the %s', async (how) => {
  const database = await createTestDatabase()
  const wal = await openTestWatch()
  const watch = how === 'WAL' ? wal.watch : null
  await database.query(
    'create schema app; create table app.a (id int primary key); create view v as select 1',
  )
  const reader = await openSnapshots(database.target, { schema: null, name: 'alembic_version' }, watch)

  const first = await sent(reader)
  await database.query('alter schema app rename to main')
  const whole = await sent(reader)

  expect([first[0], first.at(-1)]).toEqual([BEGIN, 'commit'])
  expect(first.length).toBeLessThan(20)
  expect(whole.slice(-4)).toEqual([BEGIN, 'all outside', 'all inside', 'commit'])
  await reader.close()
  await wal.close()
  await database.drop()
})

const BEGIN = 'begin isolation level repeatable read read only'

/** The names of the statements, or their texts, that a snapshot sends over its own connection. */
async function sent(reader: SnapshotReader): Promise<readonly string[]> {
  const query = jest.spyOn(pg.Client.prototype, 'query')
  await reader.take()
  const calls = query.mock.calls.map(([sent], index) => ({
    sent: sent as unknown,
    by: query.mock.contexts[index],
  }))
  query.mockRestore()
  const own = calls.at(-1)?.by
  const names = calls.flatMap(({ sent, by }) => {
    if (by !== own) return []
    return typeof sent === 'string' ? [sent] : [(sent as pg.QueryConfig).name ?? '']
  })
  // Read where another test makes a role meanwhile.
  return names.filter((name) => name !== 'cluster')
}
