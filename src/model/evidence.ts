import type { CatalogObject, ObjectKey, Snapshot } from './catalog.js'
import type { Change } from './change.js'
import type { ConfiguredSql } from './configured-sql.js'
import type { DataEvidence } from './data.js'
import type { FindingObject, Location } from './finding.js'
import type { History, Revision } from './history.js'
import type { Intent, Intents, WrittenName } from './intent.js'
import type { LockRoom } from './lock-room.js'
import type { Leg, Notice, Statement, StepError } from './step.js'

/**
 * `skipped`: not run because a leg before it failed or declared itself one-way.
 * `blocked`: an upgrade that failed for want of what a revision it stands on, whose upgrade failed too, should have made.
 */
export type LegStatus = 'passed' | 'failed' | 'skipped' | 'blocked'

/** One leg as it went. */
export interface LegEvidence {
  readonly leg: Leg
  readonly status: LegStatus
  readonly milliseconds: number
  readonly statements: readonly Statement[]
  /** What the statements say they do. */
  readonly intents: Intents
  readonly notices: readonly Notice[]
  readonly error: StepError | null
  /** As in StepReport. */
  readonly locks?: number
}

/** What changed on the server outside all databases while the legs ran, by whomever: only statements tell who it was. */
export interface ClusterEvidence {
  readonly upgraded: readonly Change[]
  readonly downgraded: readonly Change[]
  /** From before the upgrade to after the downgrade. */
  readonly notUndone: readonly Change[]
}

/** What a leg that failed left of its work, since not all of it was in one transaction. */
export interface HalfApplied {
  readonly leg: Leg
  readonly changes: readonly Change[]
  /** Whether the leg passes when it is run once more. */
  readonly retryPasses: boolean
}

/** Everything a rule may know about one checked revision. A list of changes is null when its legs did not both pass. */
export interface RevisionEvidence {
  readonly revision: Revision
  readonly legs: Readonly<Record<Leg, LegEvidence>>
  /** What stood before the upgrade, so that a fix can make it again whole; null when it was not read. */
  readonly before: Snapshot | null
  /** What stood after the upgrade, or after it failed; null when it was not read. */
  readonly after: Snapshot | null
  /** What the upgrade did. */
  readonly upgraded: readonly Change[] | null
  /** What the downgrade left different from before the upgrade. Must be empty. */
  readonly notUndone: readonly Change[] | null
  /** What the second upgrade made different from the first. Must be empty. */
  readonly notRepeated: readonly Change[] | null
  /** Null or left out when no leg failed, or the one that did left nothing. */
  readonly halfApplied?: HalfApplied | null
  /** Null or left out when the upgrade and the downgrade did not both pass. */
  readonly cluster?: ClusterEvidence | null
  /** Null or left out when no rows were asked for. */
  readonly data?: DataEvidence | null
  /** Why the downgrade is one-way, in the author's words; null when it is not. */
  readonly irreversible: string | null
  /** Revisions this one stands on whose upgrade failed: it was run on a schema that lacks their work. */
  readonly standsOnFailed: readonly string[]
}

/** A statement of a migration that refreshes a materialized view. */
export interface Refresh {
  readonly revision: string
  readonly leg: Leg
  readonly intent: Intent
}

/** A pg_cron job that a migration's statement schedules. */
export interface Job {
  readonly revision: string
  /** Null when it was given none. */
  readonly name: string | null
  /** The SQL that it runs. */
  readonly command: string
}

/** What the revisions up to one, itself left out, have told. */
export interface Past {
  /** The revision whose upgrade made an object last; null when no migration that was run did. */
  makerOf(object: CatalogObject): string | null
  /** Where the upgrade of a revision says that it creates an object; null when it does not. */
  placeOf(object: FindingObject, revision: string): Location | null
  /** The revision whose upgrade last dropped or renamed a materialized view of this name; null when none did. */
  takerOf(view: WrittenName): string | null
  /** True when the upgrade of a revision that this or another shard checks took from it what a concurrent refresh needs. */
  lostReadiness(view: CatalogObject): boolean
  readonly refreshes: readonly Refresh[]
  /** How many locks the server has room for; null when it was not asked. */
  readonly lockRoom: LockRoom | null
  /** What the files say that the options name. */
  readonly configured: readonly ConfiguredSql[]
  /** Those that no later statement ended. */
  readonly jobs: readonly Job[]
  /** What the statements of upgrades that failed say. */
  readonly inVain: readonly Intent[]
  /** The SQL that the upgrade of a revision sent before it failed, the failing statement included; empty where it passed. */
  saidInVain(revision: string): string
}

/** A step of the full walk that failed. */
export interface WalkFailure {
  readonly revision: Revision
  readonly direction: 'upgrade' | 'downgrade'
  readonly error: StepError
}

/** The walk from the heads down and up again after all revisions were checked singly. */
export interface WalkEvidence {
  /** Number of revisions taken down. */
  readonly revisions: number
  readonly milliseconds: number
  readonly failure: WalkFailure | null
  /** The step that failed on generated rows only; null or left out where none did, or the walk went wrong without them, too. */
  readonly provoked?: WalkFailure | null
  /** The revision at which the walk turned round because its downgrade is one-way or known to fail. */
  readonly stoppedAt: string | null
  /** What the way down left different from what stood there on the way up. Null when that was not reached. */
  readonly atBottom: readonly Change[] | null
  /** What the way up made different from the heads before. Null when that was not reached. */
  readonly atTop: readonly Change[] | null
}

/** Everything a rule may know about the history as a whole. */
export interface HistoryEvidence {
  readonly history: History
  readonly walk: WalkEvidence | null
  /** What stands at the heads; null when revisions above what was applied were left out. */
  readonly heads: Snapshot | null
  readonly past: Past
  /** Objects that the checks of single revisions found different: `reportedKeys` of each revision's evidence. */
  readonly reported: ReadonlySet<ObjectKey>
  /** Revisions of which a leg failed when they were checked singly. */
  readonly failed: ReadonlySet<string>
  /** Revisions that were to be checked, not only applied; where the run is spread over shards, by any of them. */
  readonly checked: ReadonlySet<string>
}
