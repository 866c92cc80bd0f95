import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { diff } from '../../src/diff/index.js'
import type { Snapshot } from '../../src/model/catalog.js'
import { openSnapshots, readCluster, type SnapshotReader } from '../../src/snapshot/index.js'
import { createTestDatabase, type TestDatabase } from '../support/database.js'
import { openTestWatch } from '../support/watch.js'

// What belongs to the whole server other tests change, too: only what has this in its name or its properties is looked at.
const own = `mvc_${randomBytes(4).toString('hex')}`
const label = (catalog: string, object: string): string =>
  `insert into pg_shseclabel (objoid, classoid, provider, label)
    values ('${object}'::${catalog === 'pg_authid' ? 'regrole' : 'oid'}, '${catalog}'::regclass, '${own}', 'open')`

let database: TestDatabase
let reader: SnapshotReader
let wal: Awaited<ReturnType<typeof openTestWatch>>
let tablespace: string
beforeAll(async () => {
  database = await createTestDatabase()
  await database.query(`create role ${own}_a; create role ${own}_b`)
  const [row] = await database.query(`select oid::text from pg_tablespace where spcname = 'pg_default'`)
  tablespace = String(row?.['oid'])
  wal = await openTestWatch()
  reader = await openSnapshots(database.target, { schema: null, name: 'alembic_version' }, wal.watch)
})
afterAll(async () => {
  await reader.close()
  await wal.close()
  await database.query(`delete from pg_shseclabel where provider = '${own}'; drop role ${own}_a, ${own}_b`)
  await database.drop()
})

const clusterOf = (snapshot: Snapshot): Snapshot => ({ objects: snapshot.cluster ?? new Map() })

/** What of ours differs: `altered role reader: login`. */
function changes(before: Snapshot, after: Snapshot): readonly string[] {
  const told = diff(clusterOf(before), clusterOf(after)).filter((one) => JSON.stringify(one).includes(own))
  return told.map((one) => {
    const properties = one.type === 'altered' ? one.differences.map(({ property }) => property).join() : ''
    return `${one.type} ${one.object.kind} ${one.object.identity.replace(own, 'own')}: ${properties}`
  })
}

// No label provider comes with PostgreSQL, so that SECURITY LABEL cannot be run: https://www.postgresql.org/docs/current/sql-security-label.html
test.each<[name: string, sql: () => string, says: string]>([
  ['a label on a role', () => label('pg_authid', `${own}_a`), 'altered role own_a: security_labels'],
  [
    'another label',
    () => `update pg_shseclabel set label = 'closed' where provider = '${own}'`,
    'altered role own_a: security_labels',
  ],
  [
    'no label',
    () => `delete from pg_shseclabel where provider = '${own}'`,
    'altered role own_a: security_labels',
  ],
  [
    'a label on a tablespace',
    () => label('pg_tablespace', tablespace),
    'altered tablespace pg_default: security_labels',
  ],
  ['a comment', () => `comment on role ${own}_b is 'x'`, 'altered role own_b: comment'],
])('a snapshot sees of the whole server: %s', async (_, sql, says) => {
  const before = await reader.take()
  await database.query(sql())
  const after = await reader.take()
  expect(changes(before, after)).toEqual([says])
  const [row] = await database.query('show server_version')
  const cluster = await readCluster(database.query, String(row?.['server_version']))
  expect(changes({ ...after, cluster }, after)).toEqual([])
})
