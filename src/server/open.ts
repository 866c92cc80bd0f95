import { CancelledError } from '../model/errors.js'
import type { DatabaseTarget } from '../model/server.js'
import { place } from './failures.js'
import { provenVersion } from './fitness.js'
import { adminPool, scratchDatabases } from './scratch.js'
import type { Scratch } from './scratch.js'
import type { Server } from './server.js'

/**
 * Takes up a server that was reached. `stop` ends a throwaway server, and is null for a server of the user's, on which
 * every scratch database is dropped one by one instead. Throws ConfigError when the server is not fit.
 */
export async function openServer(
  admin: DatabaseTarget,
  runId: string,
  note: (text: string) => void,
  stop: (() => Promise<void>) | null,
): Promise<Server> {
  const pool = adminPool(admin)
  const scratch = scratchDatabases(pool, admin, runId)
  const version = await provenVersion(pool, admin).catch(async (error: unknown) => {
    await pool.end()
    throw error
  })
  const { host, port, user, password, sslmode } = admin
  const target = { host, port, user, password, sslmode }
  const at = (database: string): DatabaseTarget => ({ ...target, database })

  const pending = new Set<Promise<unknown>>()
  let closed: Promise<void> | null = null
  /** A database that is still being made when the run is cancelled must be waited for, or it would outlive the run. */
  const during = async <T>(work: () => Promise<T>): Promise<T> => {
    if (closed) throw new CancelledError('The run has ended and makes no more databases.')
    const promise = work()
    pending.add(promise)
    return promise.finally(() => pending.delete(promise))
  }
  const end = async (): Promise<void> => {
    await Promise.allSettled(pending)
    if (!stop) await dropAndTell(scratch, admin, note)
    await pool.end()
    await stop?.()
  }

  return {
    target,
    version,
    create: () => during(async () => at(await scratch.create())),
    clone: (original) => during(async () => at(await scratch.clone(original.database))),
    drop: ({ database }) => during(() => scratch.drop(database)),
    query: (sql) => during(async () => (await pool.query<Record<string, unknown>>(sql)).rows),
    isAlone: () => during(() => scratch.isAlone()),
    disconnect: ({ database }) => during(() => scratch.disconnect(database)),
    close: () => (closed ??= end().catch(() => undefined)),
  }
}

async function dropAndTell(
  scratch: Scratch,
  admin: DatabaseTarget,
  note: (text: string) => void,
): Promise<void> {
  const { left } = await scratch.dropAll().catch(() => ({ left: [`all named ${scratch.prefix}…`] }))
  if (left.length > 0)
    note(
      `Scratch databases that could not be dropped at ${place(admin)}: ${left.join(', ')}. Drop them by hand.`,
    )
}
