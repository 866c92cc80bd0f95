import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { diff } from '../../src/diff/index.js'
import type { Snapshot } from '../../src/model/catalog.js'
import type { Change } from '../../src/model/change.js'
import { openSnapshots, type SnapshotReader } from '../../src/snapshot/index.js'
import { createTestDatabase, serverMajor, type TestDatabase } from '../support/database.js'
import { verifySnapshots } from '../support/verified.js'
import { openTestWatch } from '../support/watch.js'
import { CASES, SETUP, TEARDOWN } from './cases.js'

// Roles belong to the whole server, and tests run side by side.
const role = `mvc_${randomBytes(4).toString('hex')}`
const own = (sql: string): string => sql.replaceAll('mvc_reader', role)

const major = await serverMajor()
const cases = CASES.filter(({ since = 0, until = Infinity }) => since <= major && major <= until)

let database: TestDatabase
let reader: SnapshotReader

describe.each(['scan', 'WAL'])('a snapshot sees, by the %s,', (how) => {
  verifySnapshots()
  let wal: Awaited<ReturnType<typeof openTestWatch>>

  beforeAll(async () => {
    database = await createTestDatabase()
    await database.query(own(SETUP))
    wal = await openTestWatch()
    const watch = how === 'WAL' ? wal.watch : null
    reader = await openSnapshots(database.target, { schema: null, name: 'alembic_version' }, watch)
  })

  afterAll(async () => {
    await reader.close()
    await wal.close()
    await database.query(own(TEARDOWN))
    await database.drop()
  })

  test.each(cases)('$name, as a full one holds it', async ({ change, says, undo }) => {
    const before = await reader.take()
    await database.query(own(change))
    const after = await reader.take()
    const changed = diff(before, after)
    await database.query(own(undo))
    const undone = diff(before, await reader.take())
    expect(changed.map(text).sort()).toEqual(says.map(own).sort())
    expect(undone.filter((one) => !isMinor(one)).map(text)).toEqual([])
  })

  test('neither the version table nor the members of an extension', async () => {
    const before = await reader.take()
    await database.query('create table alembic_version (version_num varchar(32) primary key)')
    await database.query('create extension if not exists plpgsql')
    expect(diff(before, await reader.take())).toEqual([])
  })

  test('a renamed table, column, schema or role in every definition that names it', async () => {
    await database.query(
      own(`alter table users rename to people; alter table usages rename user_id to person;
        alter schema other rename to third; alter role mvc_reader_a rename to mvc_reader_c`),
    )
    expect(contents(await reader.take())).toEqual(contents(await fullSnapshot()))
    await database.query(
      own(`alter table people rename to users; alter table usages rename person to user_id;
        alter schema third rename to other; alter role mvc_reader_c rename to mvc_reader_a`),
    )
    expect(contents(await reader.take())).toEqual(contents(await fullSnapshot()))
  })

  test.each([
    'alter extension plpgsql add view ext.v_one',
    'alter extension plpgsql drop view ext.v_one; drop view ext.v_one',
    'alter extension plpgsql add table ext.two; drop table ext.one',
    'alter table ext.two add more int; create index on ext.two (more)',
    'alter extension plpgsql drop table ext.two; alter index ext.two_at depends on extension plpgsql',
    'drop index ext.two_at; alter trigger touch_two on ext.two depends on extension plpgsql',
    'drop table ext.two; create table ext.two (id int)',
    'alter extension plpgsql add table users',
    'alter extension plpgsql drop table users',
    'grant select on ext.member to public; grant select (id) on ext.other to public',
    'alter extension plpgsql drop table ext.member; drop table ext.member',
    'alter extension plpgsql drop table ext.other',
  ])('what a full one holds, step by step: %s', async (sql) => {
    await database.query(sql)
    expect(contents(await reader.take())).toEqual(contents(await fullSnapshot()))
  })

  test('nothing new at no cost: the very same snapshot', async () => {
    expect(await reader.take()).toBe(await reader.take())
  })
})

/** What a reader sees that has no earlier snapshot to build on. */
async function fullSnapshot(): Promise<Snapshot> {
  const fresh = await openSnapshots(database.target, { schema: 'public', name: 'alembic_version' }, null)
  return fresh.take().finally(() => fresh.close())
}

function contents({ objects }: Snapshot): unknown[] {
  return [...objects].sort(([a], [b]) => (a < b ? -1 : 1))
}

function isMinor(change: Change): boolean {
  return change.type === 'altered' && change.differences.every(({ minor }) => minor)
}

function text(change: Change): string {
  const { kind, identity } = change.object
  const was =
    change.type === 'replaced' ? `${change.before.kind} ${identity} by ${kind}` : `${kind} ${identity}`
  const properties =
    change.type === 'altered' && change.differences.length > 0
      ? `: ${change.differences.map(({ property }) => property).join(', ')}`
      : ''
  const children = change.children.length > 0 ? ` (${change.children.map(text).join(', ')})` : ''
  return `${change.type} ${was}${properties}${children}`
}
