import type { LockRoom } from '../model/lock-room.js'

/** Asks the server how many locks it has room for. */
export async function readLockRoom(query: (sql: string) => Promise<readonly unknown[]>): Promise<LockRoom> {
  const [row] = await query(`
    select pg_catalog.current_setting('max_locks_per_transaction')::int as "perTransaction",
      pg_catalog.current_setting('max_connections')::int as connections,
      pg_catalog.current_setting('max_prepared_transactions')::int as prepared`)
  return row as LockRoom
}
