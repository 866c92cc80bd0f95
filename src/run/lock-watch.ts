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
  let most = 0
  let isLooking = false
  const look = async (): Promise<void> => {
    if (isLooking) return
    isLooking = true
    // A server that has no room for locks may refuse this, too.
    const [row] = await query(heldOn(database.database)).catch(() => [])
    most = Math.max(most, (row as { readonly held: number } | undefined)?.held ?? 0)
    isLooking = false
  }
  const timer = setInterval(() => void look(), INTERVAL)
  const report = await step.finally(() => clearInterval(timer))
  return { ...report, locks: most }
}

function heldOn(database: string): string {
  return `select count(*)::int as held from pg_catalog.pg_locks l
    where l.database = (select d.oid from pg_catalog.pg_database d where d.datname = ${quoteLiteral(database)})`
}
