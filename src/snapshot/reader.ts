import pg from 'pg'
import type { Snapshot } from '../model/catalog.js'
import { InternalError } from '../model/errors.js'
import { clientConfig, type DatabaseTarget } from '../model/server.js'
import type { VersionTable } from '../tools/tool.js'
import { clusterStatement, toCluster } from './cluster.js'
import { Objects } from './objects.js'
import { toObject, type Row } from './row.js'
import { databaseStatement, relationStatement, someRelationsStatement } from './statement.js'
import { Tracker } from './tracker.js'

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

/** With this environment variable set, every snapshot is proven equal to one that reads everything anew. */
const VERIFY = 'MATVIEW_CHECK_VERIFY_SNAPSHOTS'

/**
 * Opens a connection for snapshots. Objects that did not change are shared between the snapshots of one reader, so that
 * comparing two of them is mostly comparing references.
 */
export async function openSnapshots(
  database: DatabaseTarget,
  versionTable: VersionTable,
): Promise<SnapshotReader> {
  const client = new pg.Client({ ...clientConfig(database), application_name: 'matview-check snapshot' })
  client.on('error', () => undefined)
  await client.connect()
  const version = await serverVersion(client)
  await client.query(SESSION)
  const tracker = new Tracker(client, version)
  const read = async (name: string, text: string, ...more: unknown[]): Promise<Row[]> => {
    const values = [versionTable.name, versionTable.schema, ...more]
    return (await client.query<Row>({ name, text, values })).rows
  }
  const objects = new Objects()
  let last: Snapshot | null = null
  let cluster: NonNullable<Snapshot['cluster']> = new Map()
  const full = async (): Promise<Snapshot> => {
    const all = new Objects()
    const outside = await read('database', databaseStatement(version))
    const inside = await read('relations', relationStatement(version))
    for (const row of [...outside, ...inside]) all.add(row.relation, toObject(row))
    return all.snapshot()
  }
  const take = async (): Promise<Snapshot> => {
    const stale = await tracker.look()
    const { everything, database: outside, relations } = stale
    if (stale.cluster)
      cluster = toCluster(
        (await client.query<Row>({ name: 'cluster', text: clusterStatement(version) })).rows,
      )
    if (stale.cluster && last !== null) last = { ...last, cluster }
    if (last !== null && !everything && !outside && relations.size === 0) return last
    const rows: Row[] = []
    if (everything || outside) rows.push(...(await read('database', databaseStatement(version))))
    const remaining = everything ? [] : tracker.remaining(relations)
    if (everything) rows.push(...(await read('relations', relationStatement(version))))
    else if (remaining.length > 0) {
      const { name, text } = someRelationsStatement(
        version,
        (catalog) => tracker.isEmpty(catalog),
        tracker.relkinds(relations),
      )
      rows.push(...(await read(name, text, remaining)))
    }
    if (everything) objects.clear()
    else objects.forget([...(outside ? [0] : []), ...relations])
    for (const row of rows) objects.add(row.relation, toObject(row))
    last = { ...objects.snapshot(), cluster }
    return last
  }
  return {
    async take() {
      const snapshot = await take()
      if (process.env[VERIFY]) mustBeEqual(snapshot, await full())
      return snapshot
    },
    close: () => client.end(),
  }
}

async function serverVersion(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ version: number }>(
    `select pg_catalog.current_setting('server_version_num')::int as version`,
  )
  return rows[0]?.version ?? 0
}

/** @throws InternalError that names the first object on which an incremental and a full snapshot do not agree */
function mustBeEqual({ objects: known }: Snapshot, { objects: fresh }: Snapshot): void {
  for (const key of new Set([...known.keys(), ...fresh.keys()]))
    if (JSON.stringify(known.get(key)) !== JSON.stringify(fresh.get(key)))
      throw new InternalError(
        `The incremental snapshot is not the full one: ${key} was read as ${JSON.stringify(known.get(key))} ` +
          `and is ${JSON.stringify(fresh.get(key))}.`,
      )
}
