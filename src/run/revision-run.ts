import type { Snapshot } from '../model/catalog.js'
import { isMinor } from '../model/change.js'
import type { DataEvidence } from '../model/data.js'
import type { LegEvidence } from '../model/evidence.js'
import type { Revision } from '../model/history.js'
import { LEGS, type Leg } from '../model/step.js'
import type { Bench } from './bench.js'

/** The catalog around the three legs of one revision; null where a leg did not get there. */
export interface Snapshots {
  readonly before: Snapshot | null
  readonly up: Snapshot | null
  readonly down: Snapshot | null
  readonly again: Snapshot | null
}

/** What stood after a leg that failed, and whether the leg passes when it is run once more; null where it left nothing. */
export interface FailedLeg {
  readonly after: Snapshot
  readonly retryPasses: boolean | null
}

/** How one revision went. */
export interface RevisionRun {
  readonly revision: Revision
  /** False for a revision that was only applied: its downgrade was not asked for. */
  readonly checked: boolean
  readonly legs: Readonly<Record<Leg, LegEvidence>>
  readonly snapshots: Snapshots
  /** What the leg that failed left; null when none did. */
  readonly failed: FailedLeg | null
  readonly irreversible: string | null
  readonly standsOnFailed: readonly string[]
  /** Null when no rows were asked for, or the revision was only applied. */
  readonly data: DataEvidence | null
}

/** True when the three legs passed and nothing worth more than a notice differs, so that the walk may take the revision down again. */
export function cameBack(
  { snapshots: { before, up, down, again } }: RevisionRun,
  bench: Pick<Bench, 'diff'>,
): boolean {
  return isMuchTheSame(bench, before, down) && isMuchTheSame(bench, up, again)
}

/** True when both were read and nothing differs that is worth more than a notice, such as the order of columns. */
export function isMuchTheSame(
  { diff }: Pick<Bench, 'diff'>,
  a: Snapshot | null,
  b: Snapshot | null,
): boolean {
  return a !== null && b !== null && diff(a, b).every(isMinor)
}

/** True when both were read and nothing differs. */
export function isSame({ equal }: Pick<Bench, 'equal'>, a: Snapshot | null, b: Snapshot | null): boolean {
  return a !== null && b !== null && equal(a, b)
}

/** True when the same legs passed and gave back as little. */
export function wentAlike(bench: Pick<Bench, 'equal'>, one: RevisionRun, other: RevisionRun): boolean {
  const outcome = ({ legs, snapshots: { before, up, down, again } }: RevisionRun): string =>
    [...LEGS.map((leg) => legs[leg].status), isSame(bench, before, down), isSame(bench, up, again)].join()
  return outcome(one) === outcome(other)
}
