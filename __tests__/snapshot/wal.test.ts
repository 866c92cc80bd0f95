import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { clientConfig } from '../../src/model/server.js'
import { openSnapshots, type SnapshotReader, type WalWatch } from '../../src/snapshot/index.js'
import type { Written } from '../../src/snapshot/wal.js'
import { rangesOf, Versions } from '../../src/snapshot/versions.js'
import { createTestDatabase, type TestDatabase } from '../support/database.js'
import { openTestWatch } from '../support/watch.js'

let wal: Awaited<ReturnType<typeof openTestWatch>>
let database: TestDatabase
let other: pg.Client
let reader: SnapshotReader

beforeAll(async () => void (wal = await openTestWatch()))
afterAll(() => wal.close())
beforeEach(async () => {
  database = await createTestDatabase()
  other = new pg.Client(clientConfig(database.target))
  await other.connect()
  reader = await openSnapshots(database.target, { schema: null, name: 'alembic_version' }, wal.watch)
})
afterEach(async () => {
  await reader.close()
  await other.end()
  await database.drop()
})

const tables = async (): Promise<readonly string[]> =>
  [...(await reader.take()).objects.values()].flatMap(({ kind, name }) => (kind === 'table' ? [name] : []))

test('a transaction that is open at one snapshot and commits before the next', async () => {
  await database.query('create table a (id int)')
  await reader.take()
  await other.query('begin; create table b (id int)')
  expect(await tables()).toEqual(['a'])
  await other.query('commit')
  expect((await tables()).toSorted()).toEqual(['a', 'b'])
})

test('one that is open at the very first snapshot', async () => {
  await other.query('begin; create table b (id int)')
  expect(await tables()).toEqual([])
  expect(await tables()).toEqual([])
  await other.query('commit')
  expect(await tables()).toEqual(['b'])
})

test('one that begins and ends between the look at the WAL and that at the catalogs', async () => {
  let looks = 0
  const late: WalWatch | null = wal.watch && {
    ...wal.watch,
    async written(...place) {
      const written = await wal.watch?.written(...place)
      if (++looks === 2) await other.query('create table late (id int)')
      return written as Written
    },
  }
  const watched = await openSnapshots(database.target, { schema: null, name: 'alembic_version' }, late)
  await watched.take()
  await watched.take()
  if (late === null) await other.query('create table late (id int)')
  expect([...(await watched.take()).objects.keys()]).toContain('table public.late')
  await watched.close()
})

test('one that is rolled back', async () => {
  await reader.take()
  await other.query('begin; create table b (id int); rollback; create table c (id int)')
  expect(await tables()).toEqual(['c'])
})

test('a commit that the server need not have flushed', async () => {
  await reader.take()
  await database.query('set synchronous_commit = off')
  await database.query('create table a (id int)')
  expect(await tables()).toEqual(['a'])
})

test.each(['pg_class', 'pg_attribute', 'pg_constraint', 'pg_description'])(
  'changes of %s after VACUUM FULL has given it another file',
  async (catalog) => {
    await database.query('create table a (id int)')
    await reader.take()
    await database.query(`vacuum full ${catalog}`)
    await reader.take()
    await database.query(
      `alter table a add check (id > 0); comment on table a is 'x'; create table b (id int)`,
    )
    const { objects } = await reader.take()
    const fresh = await openSnapshots(database.target, { schema: null, name: 'alembic_version' }, null)
    const full = await fresh.take().finally(() => fresh.close())
    expect(new Map([...objects].sort())).toEqual(new Map([...full.objects].sort()))
  },
)

test('more WAL than is worth reading', async () => {
  await reader.take()
  await database.query(
    `create table big as select repeat('x', 7000) as x from generate_series(1, 6000); alter table big alter x set storage plain; update big set x = x || '!'; drop table big; create table a (id int)`,
  )
  expect(await tables()).toEqual(['a'])
})

test.each([
  ['none', [], []],
  ['neighbours', [4, 5, 6], [[4, 7]]],
  [
    'two groups',
    [9, 1, 2],
    [
      [1, 3],
      [9, 10],
    ],
  ],
  [
    'three groups in two ranges',
    [1, 3, 40],
    [
      [1, 4],
      [40, 41],
    ],
  ],
] as const)('ranges of blocks: %s', (_, blocks, ranges) => {
  expect(rangesOf(blocks)).toEqual(ranges)
})

test('a row that moved to another block is not gone, and one whose place is empty is', () => {
  const versions = new Versions()
  versions.enter(
    [
      ['(0,1)', 'a', 1, ''],
      ['(0,2)', 'b', 1, ''],
      ['(3,1)', 'c', 1, ''],
    ],
    null,
  )
  const news = versions.enter(
    [['(0,1)'], ['(7,1)', 'b', 1, 'new']],
    [
      [0, 1],
      [3, 4],
      [7, 8],
    ],
  )
  expect(news).toEqual({ changed: [['b', 1, 'new']], gone: ['c'] })
})
