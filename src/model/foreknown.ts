import type { ConfiguredSql } from './configured-sql.js'
import type { LockRoom } from './lock-room.js'

/** What is known before the first revision. */
export interface Foreknown {
  /** What the files say that the options name. */
  readonly configured?: readonly ConfiguredSql[]
  /** The revisions that some shard checks; left out: those entered as checked. */
  readonly selected?: readonly string[]
  readonly lockRoom?: LockRoom
}
