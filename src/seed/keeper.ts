import pg from 'pg'
import type { Contents, Probe, Size } from '../model/data.js'
import { plansForSize } from '../model/plans.js'
import { clientConfig, type DatabaseTarget } from '../model/server.js'
import type { VersionTable } from '../tools/tool.js'
import { readContents } from './contents.js'
import { fill, type Unfilled } from './fill.js'
import { probe, type Probed } from './probes.js'
import { readSizes } from './sizes.js'
import { newTables, USER } from './tables.js'

/** What a call of `fill` came to. */
export interface Filled {
  /** Tables that came since the last call, by their names as SQL needs them. */
  readonly tables: readonly string[]
  readonly unfilled: readonly Unfilled[]
}

/** Works with the rows of one scratch database over one connection of its own. Call it only while no migration runs. */
export interface RowKeeper {
  /** Gives a few rows to each empty table that came since the last call; the first time to all of the user's. */
  fill(): Promise<Filled>
  /** Tables that came since the last call of this or of `fill`, without filling them. */
  arrived(): Promise<readonly string[]>
  /** What tables hold, by their names as SQL needs them; without those that cannot be read. */
  contents(tables: readonly string[]): Promise<ReadonlyMap<string, Contents>>
  /** How much relations hold, by their names as SQL needs them; without those that cannot be read. */
  sizes(relations: readonly string[]): Promise<ReadonlyMap<string, Size>>
  /** Tries materialized views on the rows that are there. Nothing of it stays. */
  probe(views: readonly Probed[]): Promise<readonly Probe[]>
  close(): Promise<void>
}

/** Seconds are enough for a few rows; what takes longer is not judged. */
const SESSION = `set statement_timeout = '10s'; set lock_timeout = '2s'; set jit = off; set row_security = off;
set default_transaction_read_only = off; set timezone = 'UTC'; set plan_cache_mode = force_generic_plan;
set synchronous_commit = off`

/**
 * The temporary schema, which a concurrent refresh needs, is made for good: made and undone with each, it would have every plan of this
 * session made anew. https://github.com/postgres/postgres/blob/master/src/backend/utils/cache/plancache.c (PlanCacheSysCallback)
 */
const TEMPORARY_SCHEMA = 'create temporary table matview_check (); drop table pg_temp.matview_check'

/** Opens the connection. */
export async function openRows(database: DatabaseTarget, versionTable: VersionTable): Promise<RowKeeper> {
  const client = new pg.Client({ ...clientConfig(database), application_name: 'matview-check rows' })
  client.on('error', () => undefined)
  await client.connect()
  await client.query(SESSION)
  await unlessRefused(() => client.query(TEMPORARY_SCHEMA), null)
  const planFor = plansForSize(client)
  let mark = 0
  const came = async (): ReturnType<typeof newTables> => {
    await planFor(mark - USER)
    const found = await newTables(client, mark, versionTable)
    mark = found.mark
    return found
  }
  return {
    async fill() {
      const { tables } = await came()
      const unfilled = await unlessRefused(() => fill(client, tables), [])
      return { tables: tables.map(({ name }) => name), unfilled }
    },
    async arrived() {
      return (await came()).tables.map(({ name }) => name)
    },
    contents: (tables) => unlessRefused(() => readContents(client, tables), new Map()),
    sizes: (relations) => unlessRefused(() => readSizes(client, relations), new Map()),
    async probe(views) {
      const probes: Probe[] = []
      for (const view of views) {
        const one = await unlessRefused(() => probe(client, view), null)
        if (one !== null) probes.push(one)
      }
      return probes
    },
    close: () => client.end(),
  }
}

/** Rows are an extra: where the server gives up (a timeout, no plpgsql), the check goes on without. */
async function unlessRefused<T, O>(work: () => Promise<T>, otherwise: O): Promise<T | O> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof pg.DatabaseError) return otherwise
    throw error
  }
}
