import { channel } from 'node:diagnostics_channel'
import pg from 'pg'
import type { Snapshot } from '../model/catalog.js'
import { plansForSize } from '../model/plans.js'
import { clientConfig, type DatabaseTarget } from '../model/server.js'
import type { VersionTable } from '../tools/tool.js'
import { Blocks } from './blocks.js'
import { clusterStatement, toCluster } from './cluster.js'
import { Objects } from './objects.js'
import { toObject, type Row } from './row.js'
import { dependentsOf } from './dependents.js'
import { databaseParts, databaseStatement, relationPart, relationStatement } from './statement.js'
import { Scan } from './scan.js'
import { Tracker, type Stale } from './tracker.js'
import { isToBeVerified, mustBeEqual } from './verify.js'
import type { WalWatch } from './wal.js'

/** Takes snapshots of one database over one connection of its own. */
export interface SnapshotReader {
  /** Everything user-made; only what changed since the last call is read. Call it only while no migration runs. */
  take(): Promise<Snapshot>
  close(): Promise<void>
}

/**
 * What PostgreSQL prints depends on these. An empty search_path makes every name a full one. JIT would compile the long
 * statements anew each time, which costs more than running them.
 */
const SESSION = `set search_path = ''; set jit = off; set timezone = 'UTC'; set datestyle = 'ISO';
set intervalstyle = 'postgres'; set quote_all_identifiers = off; set extra_float_digits = 1; set bytea_output = 'hex';
set statement_timeout = 0; set lock_timeout = 0; set default_transaction_read_only = on;
set plan_cache_mode = force_generic_plan`

/** Is told, for `npm run bench`, how many milliseconds each snapshot took. */
const TIMINGS = channel('matview-check:snapshot')

/**
 * Opens a connection for snapshots. Objects that did not change are shared between the snapshots of one reader, so that
 * comparing two of them is mostly comparing references. With a watch, what changed is learned from the WAL.
 */
export async function openSnapshots(
  database: DatabaseTarget,
  versionTable: VersionTable,
  watch: WalWatch | null,
): Promise<SnapshotReader> {
  const client = new pg.Client({ ...clientConfig(database), application_name: 'matview-check snapshot' })
  client.on('error', () => undefined)
  await client.connect()
  const { version, oid } = await standing(client)
  await client.query(SESSION)
  const planFor = plansForSize(client)
  const finder = watch === null ? new Scan(client, version) : new Blocks(client, version, watch, oid)
  const tracker = new Tracker(finder, version, (of) => dependentsOf(client, of))
  const outside = databaseParts(version)
  const read = async (name: string, text: string, ...more: unknown[]): Promise<Row[]> => {
    const values = [versionTable.name, versionTable.schema, ...more]
    return (await client.query<Row>({ name, text, values })).rows
  }
  const objects = new Objects()
  let last: Snapshot | null = null
  let cluster: NonNullable<Snapshot['cluster']> = new Map()
  const everything = async (): Promise<Row[]> => [
    ...(await read('all outside', databaseStatement(version))),
    ...(await read('all inside', relationStatement(version))),
  ]
  const full = async (): Promise<Snapshot> => {
    const all = new Objects()
    for (const row of await everything()) all.add(row.relation, toObject(row))
    return all.snapshot()
  }
  const some = async ({ first, catalogs, relations }: Stale): Promise<Row[]> => {
    const parts = outside.filter(
      (part) =>
        (!first || part.rows === undefined || catalogs.has(part.rows)) &&
        [...part.catalogs].some((catalog) => catalogs.has(catalog)),
    )
    const found: (readonly Row[])[] = []
    for (const { name, text } of parts) found.push(await read(name, text))
    const { oids, kinds } = tracker.remaining(relations)
    if (kinds.length > 0) {
      const { name, text } = relationPart(kinds, version, first ? 'all' : 'some')
      if (first) found.push(await read(name, text))
      else for (const some of oids) found.push(await read(name, text, some))
    }
    objects.forget([...relations, ...parts.flatMap(({ kinds }) => kinds)])
    return found.flat()
  }
  const take = async (stale: Stale): Promise<Snapshot> => {
    if (stale.cluster)
      cluster = toCluster(
        (await client.query<Row>({ name: 'cluster', text: clusterStatement(version) })).rows,
      )
    if (stale.cluster && last !== null) last = { ...last, cluster }
    const changed = stale.everything || stale.catalogs.size > 0 || stale.relations.size > 0
    if (last !== null && !changed) return last
    const rows = stale.everything ? await everything() : await some(stale)
    if (stale.everything) objects.clear()
    for (const row of rows) objects.add(row.relation, toObject(row))
    last = { ...objects.snapshot(), cluster }
    await planFor(last.objects.size)
    return last
  }
  const lookAndTake = async (): Promise<Snapshot> => {
    const stale = await tracker.look()
    return stale.everything ? inTransaction(client, () => take(stale)) : take(stale)
  }
  return {
    async take() {
      const started = performance.now()
      const snapshot = await (last === null ? inTransaction(client, lookAndTake) : lookAndTake())
      TIMINGS.publish(performance.now() - started)
      if (isToBeVerified()) mustBeEqual(snapshot, await inTransaction(client, full))
      return snapshot
    },
    close: () => client.end(),
  }
}

/** Does some reading at one moment, whoever writes meanwhile. */
async function inTransaction<T>(client: pg.Client, read: () => Promise<T>): Promise<T> {
  await client.query('begin isolation level repeatable read read only')
  try {
    const given = await read()
    await client.query('commit')
    return given
  } catch (error) {
    // A lost connection refuses this, too, and would tell that in place of what went wrong.
    await client.query('rollback').catch(() => undefined)
    throw error
  }
}

/** The server's version number, such as 170010, and the oid of the database. */
async function standing(client: pg.Client): Promise<{ readonly version: number; readonly oid: number }> {
  const { rows } = await client.query<{ version: number; oid: number }>(
    `select pg_catalog.current_setting('server_version_num')::int as version, d.oid
     from pg_catalog.pg_database d where d.datname = pg_catalog.current_database()`,
  )
  return rows[0] ?? { version: 0, oid: 0 }
}
