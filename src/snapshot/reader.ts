import pg from 'pg'
import type { CatalogObject, Json, Snapshot } from '../model/catalog.js'
import { clientConfig, type DatabaseTarget } from '../model/server.js'
import type { VersionTable } from '../tools/tool.js'
import { Objects } from './objects.js'
import { databaseStatement, relationStatement, SLOTS, someRelationsStatement } from './statement.js'
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

interface Row {
  readonly kind: string
  readonly relation: number
  readonly oid: number
  readonly schema: string | null
  readonly name: string
  readonly identity: string
  readonly parent: string | null
  readonly properties: string
  readonly minor: string
}

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
  const tracker = new Tracker(client)
  const read = async (name: string, text: string, ...more: unknown[]): Promise<Row[]> => {
    const values = [versionTable.name, versionTable.schema, ...more]
    return (await client.query<Row>({ name, text, values })).rows
  }
  const objects = new Objects()
  let last: Snapshot | null = null
  return {
    async take() {
      const stale = await tracker.look()
      const { everything, database: outside, relations } = stale
      if (last !== null && !everything && !outside && relations.size === 0) return last
      const rows: Row[] = []
      if (everything || outside) rows.push(...(await read('database', databaseStatement(version))))
      const remaining = everything ? [] : tracker.remaining(relations)
      if (everything) rows.push(...(await read('relations', relationStatement(version))))
      else if (remaining.length > 0)
        rows.push(...(await read('some relations', someRelationsStatement(version), remaining)))
      if (everything) objects.clear()
      else objects.forget([...(outside ? [0] : []), ...relations])
      for (const row of rows) objects.add(row.relation, toObject(row))
      last = objects.snapshot()
      return last
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

function toObject(row: Row): CatalogObject {
  return {
    kind: row.kind,
    identity: row.identity,
    schema: row.schema,
    name: row.name,
    slot: SLOTS.get(row.kind) ?? row.kind,
    parent: row.parent,
    oid: row.oid,
    properties: withoutNulls(row.properties),
    minor: withoutNulls(row.minor),
  }
}

function withoutNulls(text: string): Record<string, Json> {
  const entries = Object.entries(JSON.parse(text) as Record<string, Json>)
  return Object.fromEntries(entries.filter(([, value]) => value !== null))
}
