import pg from 'pg'
import { clientConfig } from '../model/server.js'
import type { Server } from '../server/server.js'
import { HORIZON } from './looks.js'

/** What was written to files of one database since a place in the WAL. */
export interface Written {
  /** Where to go on from the next time. */
  readonly until: string
  /** Every transaction that had not ended by then is this one or a later one: what it wrote may stand in what comes next. */
  readonly horizon: string
  /** False while a session of the database is within a transaction that writes: what it wrote cannot be seen yet. */
  readonly settled: boolean
  /** The blocks, by their file; null when there is too much to read. */
  readonly blocks: ReadonlyMap<string, ReadonlySet<number>> | null
}

/** A file as the WAL names it: by its number, which is unique within its database, and before it `0/` where all databases share it. */
export const fileName = (isShared: string, number: string): string =>
  `(case when ${isShared} then '0/' else '' end || ${number})`

/** Reads the WAL of a server, in which every change of every catalog stands, by whomever and however it was made. */
export interface WalWatch {
  /**
   * What was written since the place `since` to these files of the database with the oid `database`, and to those that all databases
   * share; null blocks when `since` is null. Throws a DatabaseError when that part of the WAL is no longer there.
   */
  written(since: string | null, database: number, files: readonly string[]): Promise<Written>
  close(): Promise<void>
}

/** The major version that brought pg_get_wal_block_info: https://www.postgresql.org/docs/16/pgwalinspect.html */
const SINCE = 16
/** The major version from which on pg_logical_emit_message can flush. */
const FLUSHES = 17
/** Of more bytes than these a read of everything is cheaper. */
const MOST = 32 * 1024 * 1024

/**
 * A mark is written and flushed, since only what was flushed can be read, and a commit need not be: synchronous_commit.
 * Fork 0 of a file holds the rows.
 */
const blocksUntil = (mark: string): string => `with mark as materialized (${mark})
select m.lsn::text as until, m.horizon,
  not exists (select from pg_catalog.pg_stat_activity a where a.datid = $2::oid and a.backend_xid is not null)
    and not exists (select from pg_catalog.pg_prepared_xacts p
      join pg_catalog.pg_database d on d.datname = p.database where d.oid = $2::oid) as settled,
  case when pg_catalog.pg_wal_lsn_diff(m.lsn, $1::pg_lsn) <= ${MOST} then (
    select coalesce(pg_catalog.json_agg(distinct pg_catalog.jsonb_build_array(${fileName('b.reldatabase = 0', 'b.relfilenode')}, b.relblocknumber)), '[]')
    from public.pg_get_wal_block_info($1::pg_lsn, m.lsn, false) b
    where b.reldatabase in (0::oid, $2::oid) and b.relforknumber = 0 and b.relfilenode = any ($3::oid[])) end as blocks
from mark m`

/**
 * Opens a connection that reads the WAL, in a database of its own, so that the extension it needs stands in nobody's way. Null where the
 * server is too old or the role may not: the catalogs are then scanned.
 */
export async function openWalWatch({
  create,
  version,
}: Pick<Server, 'create' | 'version'>): Promise<WalWatch | null> {
  if (parseInt(version) < SINCE) return null
  const client = new pg.Client({ ...clientConfig(await create()), application_name: 'matview-check wal' })
  client.on('error', () => undefined)
  const watch = watchOver(client, parseInt(version))
  try {
    await client.connect()
    await client.query(SESSION)
    return watch
  } catch {
    await watch.close()
    return null
  }
}

const SESSION = `create extension pg_walinspect schema public; set search_path = ''; set jit = off; set synchronous_commit = on`

function watchOver(client: pg.Client, version: number): WalWatch {
  const text = blocksUntil(
    version >= FLUSHES
      ? `select pg_catalog.pg_logical_emit_message(false, 'matview-check', '', true) as lsn, ${HORIZON} as horizon`
      : 'select $4::pg_lsn as lsn, $5::text as horizon',
  )
  const mark = async (): Promise<readonly string[]> => {
    if (version >= FLUSHES) return []
    // A commit flushes what is transactional.
    const { rows } = await client.query<{ lsn: string; horizon: string }>(
      `select pg_catalog.pg_logical_emit_message(true, 'matview-check', '')::text as lsn, ${HORIZON} as horizon`,
    )
    return rows.flatMap(({ lsn, horizon }) => [lsn, horizon])
  }
  return {
    async written(since, database, files) {
      const numbers = files.map((one) => one.replace('0/', ''))
      const values = [since, database, numbers, ...(await mark())]
      const { rows } = await client.query<Row>({ name: 'written', text, values })
      const { until = '', horizon = '', settled = false, blocks = null } = rows[0] ?? {}
      return { until, horizon, settled, blocks: blocks && byFile(blocks) }
    },
    close: () => client.end().catch(() => undefined),
  }
}

interface Row {
  readonly until: string
  readonly horizon: string
  readonly settled: boolean
  readonly blocks: readonly (readonly [file: string, block: number])[] | null
}

function byFile(blocks: NonNullable<Row['blocks']>): ReadonlyMap<string, ReadonlySet<number>> {
  const found = new Map<string, Set<number>>()
  for (const [file, block] of blocks) found.set(file, (found.get(file) ?? new Set()).add(block))
  return found
}
