/** The settings by which a server has room for locks. https://www.postgresql.org/docs/current/runtime-config-locks.html */
export interface LockRoom {
  readonly perTransaction: number
  readonly connections: number
  readonly prepared: number
}

/** How many locks all transactions together may hold, as the documentation has it; the server can mostly find room for a few more. */
export function roomFor({ perTransaction, connections, prepared }: LockRoom): number {
  return perTransaction * (connections + prepared)
}
