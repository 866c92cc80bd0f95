import type { Snapshot } from '../model/catalog.js'
import type { Change } from '../model/change.js'
import type { ClusterEvidence, HalfApplied, RevisionEvidence, WalkEvidence } from '../model/evidence.js'
import { LEGS, type Direction } from '../model/step.js'
import type { RevisionRun, WalkRun } from '../run/index.js'
import { diff } from './diff.js'

/** A revision's run with its snapshots turned into what changed between them. */
export function revisionEvidence(run: RevisionRun): RevisionEvidence {
  const { before, up, down, again } = run.snapshots
  return {
    revision: run.revision,
    legs: run.legs,
    before,
    after: up ?? run.failed?.after ?? null,
    halfApplied: halfApplied(run),
    upgraded: between(before, up),
    notUndone: between(before, down),
    notRepeated: between(up, again),
    cluster: clusterEvidence(before, up, down),
    data: run.data,
    irreversible: run.irreversible,
    standsOnFailed: run.standsOnFailed,
  }
}

/** What the leg that failed left of its work. */
function halfApplied({ legs, failed, snapshots: { before, up, down } }: RevisionRun): HalfApplied | null {
  const leg = LEGS.find((one) => legs[one].error !== null)
  if (leg === undefined || failed === null) return null
  const from = { upgrade: before, downgrade: up, reupgrade: down }[leg]
  const changes = between(from, failed.after) ?? []
  return changes.length === 0 ? null : { leg, changes, retryPasses: failed.retryPasses === true }
}

/** The evidence as it were if this stood after the upgrade, or after the downgrade, and what follows went as it must. */
export function evidenceAfter(evidence: RevisionEvidence, leg: Direction, after: Snapshot): RevisionEvidence {
  const changes = between(evidence.before, after)
  if (leg === 'upgrade') return { ...evidence, after, upgraded: changes }
  const { legs } = evidence
  const reupgrade = { ...legs.upgrade, leg: 'reupgrade' as const }
  return { ...evidence, notUndone: changes, notRepeated: [], legs: { ...legs, reupgrade } }
}

function clusterEvidence(
  before: Snapshot | null,
  up: Snapshot | null,
  down: Snapshot | null,
): ClusterEvidence | null {
  const [first, second, third] = [before, up, down].map((one) => one?.cluster)
  if (first === undefined || second === undefined || third === undefined) return null
  const changes = (a: Snapshot['objects'], b: Snapshot['objects']): Change[] =>
    a === b ? [] : diff({ objects: a }, { objects: b })
  return {
    upgraded: changes(first, second),
    downgraded: changes(second, third),
    notUndone: changes(first, third),
  }
}

/** The full walk's run with its snapshots turned into what changed between them. */
export function walkEvidence(run: WalkRun): WalkEvidence {
  return {
    revisions: run.revisions,
    milliseconds: run.milliseconds,
    failure: run.failure,
    provoked: run.provoked,
    stoppedAt: run.stoppedAt,
    atBottom: between(run.expectedBottom, run.bottom),
    atTop: between(run.expectedTop, run.top),
  }
}

function between(before: Snapshot | null, after: Snapshot | null): Change[] | null {
  return before === null || after === null ? null : diff(before, after)
}
