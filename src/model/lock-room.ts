/** The settings by which a server has room for locks. https://www.postgresql.org/docs/current/runtime-config-locks.html */
export interface LockRoom {
  readonly perTransaction: number
  readonly connections: number
  readonly prepared: number
}

/** How many locks all transactions together may hold for sure; a server alone finds room for about twice as many. */
export function roomFor({ perTransaction, connections, prepared }: LockRoom): number {
  return perTransaction * (connections + prepared)
}
