import { setTimeout as after } from 'node:timers/promises'
import type { DatabaseTarget } from '../model/server.js'
import { quoteLiteral } from '../model/sql.js'
import type { StepReport } from '../model/step.js'
import type { Server } from '../server/server.js'

/** Milliseconds until the first look at the locks, and between two: a transaction that takes too many needs seconds. */
const INTERVAL = 250

/**
 * Waits for a step on a database, and looks from time to time how many locks all sessions there hold. The report tells the most that were
 * seen, 0 of a step that is soon over. https://www.postgresql.org/docs/current/view-pg-locks.html
 */
export async function withLocks(
  { query }: Pick<Server, 'query'>,
  database: DatabaseTarget | null,
  step: Promise<StepReport>,
): Promise<StepReport> {
  if (database === null) return step
  const done = new AbortController()
  const looking = look(query, database.database, done.signal)
  const report = await step.finally(() => done.abort())
  return { ...report, locks: await looking }
}

async function look(query: Server['query'], database: string, done: AbortSignal): Promise<number> {
  const count = `select count(*)::int as held from pg_catalog.pg_locks l
    where l.database = (select d.oid from pg_catalog.pg_database d where d.datname = ${quoteLiteral(database)})`
  let most = 0
  for (;;) {
    await after(INTERVAL, undefined, { signal: done, ref: false }).catch(() => undefined)
    if (done.aborted) return most
    // A server that has no room for locks may refuse this, too.
    const [row] = await query(count).catch(() => [])
    most = Math.max(most, (row as { readonly held: number } | undefined)?.held ?? 0)
  }
}
