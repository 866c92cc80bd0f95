export type Direction = 'upgrade' | 'downgrade'

/** The three runs of a revision that is checked. */
export type Leg = 'upgrade' | 'downgrade' | 'reupgrade'

/** All legs in the order in which they run. */
export const LEGS: readonly Leg[] = ['upgrade', 'downgrade', 'reupgrade']

/** One revision's part of a plan: `checked` runs three legs with snapshots around them, else the upgrade alone. */
export interface PlannedRevision {
  readonly revision: string
  readonly checked: boolean
}

/** What will be run, in order. */
export interface Plan {
  /** Ids of the revisions that are checked by this run or, of one that is spread over shards, by another shard. */
  readonly selected: readonly string[]
  readonly revisions: readonly PlannedRevision[]
  /** Revisions taken down one after another at the end and then up again, heads first. Empty: no full walk. */
  readonly walk: readonly string[]
}

/** One SQL statement that a step sent to the server. */
export interface Statement {
  readonly sql: string
  readonly milliseconds: number
  /** Line of the migration file that sent it; null when another file did. */
  readonly line: number | null
}

/** A message of the server that came with no error (NOTICE, WARNING …). */
export interface Notice {
  readonly severity: string
  readonly message: string
}

/** Why a step failed, as the server and Python told it. */
export interface StepError {
  /** Python's exception class, such as `ProgrammingError`. */
  readonly type: string
  /** First the server's own primary message when there is one, else the exception's text. */
  readonly message: string
  readonly sqlstate: string | null
  readonly detail: string | null
  readonly hint: string | null
  /** The failing statement; null when Python failed without one. */
  readonly statement: string | null
  /** Line of the migration file; null when the error came from elsewhere. */
  readonly line: number | null
  readonly traceback: string
}

/** What one revision's upgrade or downgrade did. */
export interface StepReport {
  readonly milliseconds: number
  readonly statements: readonly Statement[]
  readonly notices: readonly Notice[]
  /** Null when the step succeeded and was committed. */
  readonly error: StepError | null
  /** The most locks that were seen on its database while it ran; 0 when it was over before anybody looked, or nobody did. */
  readonly locks?: number
}
