import type { DatabaseTarget } from '../model/server.js'
import { startCluster } from './cluster.js'
import type { Cluster } from './cluster.js'
import { provenVersion } from './fitness.js'
import { openServer } from './open.js'
import { reach } from './reach.js'
import { adminPool, scratchDatabases } from './scratch.js'
import type { Server } from './server.js'
import { parseServerUrl } from './url.js'

export { parseServerUrl }

/** What starting a server needs to be told. */
export interface ServerOptions {
  /** Names a server, never a database to work in; null starts a throwaway server. */
  readonly databaseUrl: string | null
  /** Major version of the throwaway server; null takes the newest found. */
  readonly postgres: number | null
  /** How long a given server may take to answer. */
  readonly waitSeconds: number
  /** Lower-case letters and digits; part of the names of all databases that this run makes. */
  readonly runId: string
  readonly note: (text: string) => void
  readonly signal?: AbortSignal
}

/** A throwaway server takes one to two seconds to start; a loaded machine may need more. */
const START_SECONDS = 60
const LATE_SECONDS = 5

/**
 * Reaches the server that the URL names, or starts a throwaway one. Throws ConfigError when it cannot be reached or used, and
 * CancelledError when the signal comes first; then nothing is left behind.
 */
export async function startServer(options: ServerOptions): Promise<Server> {
  const { databaseUrl, note, runId, signal, waitSeconds } = options
  if (databaseUrl !== null) {
    const admin = await reach(parseServerUrl(databaseUrl), {
      waitSeconds,
      note,
      ...(signal ? { signal } : {}),
    })
    return openServer(admin, runId, note, null)
  }
  const cluster = await startCluster(options.postgres)
  try {
    return await openServer(await started(cluster, signal), runId, note, cluster.stop)
  } catch (error) {
    await cluster.stop()
    throw error
  }
}

function started(cluster: Cluster, signal: AbortSignal | undefined): Promise<DatabaseTarget> {
  return reach(cluster.target, {
    waitSeconds: START_SECONDS,
    note: () => undefined,
    signal: AbortSignal.any([cluster.ended, ...(signal ? [signal] : [])]),
  })
}

/**
 * Drops the databases that a run which was killed left on a given server, then what `dropMore` knows of, and gives the names. Throws
 * ConfigError when the server does not answer within a few seconds: whoever calls this late must not be held up.
 */
export async function dropLeftovers(
  databaseUrl: string,
  runId: string,
  dropMore: (server: Pick<Server, 'query' | 'version' | 'isAlone'>) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const admin = await reach(parseServerUrl(databaseUrl), { waitSeconds: LATE_SECONDS, note: () => undefined })
  const pool = adminPool(admin)
  try {
    const scratch = scratchDatabases(pool, admin, runId)
    const { dropped } = await scratch.dropAll()
    const version = await provenVersion(pool, admin)
    const query: Server['query'] = async (sql) => (await pool.query<Record<string, unknown>>(sql)).rows
    return [...dropped, ...(await dropMore({ query, version, isAlone: () => scratch.isAlone() }))]
  } finally {
    await pool.end()
  }
}
