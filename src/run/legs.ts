import type { Snapshot } from '../model/catalog.js'
import type { LegEvidence, LegStatus } from '../model/evidence.js'
import type { Revision } from '../model/history.js'
import type { Leg, StepReport } from '../model/step.js'
import type { Bench, Workbench } from './workbench.js'

/** The catalog around the three legs of one revision; null where a leg did not get there. */
export interface Snapshots {
  readonly before: Snapshot | null
  readonly up: Snapshot | null
  readonly down: Snapshot | null
  readonly again: Snapshot | null
}

/** How one revision went. */
export interface RevisionRun {
  readonly revision: Revision
  /** False for a revision that was only applied: its downgrade was not asked for. */
  readonly checked: boolean
  readonly legs: Readonly<Record<Leg, LegEvidence>>
  readonly snapshots: Snapshots
  /** The catalog after an upgrade that failed; null when it did not. */
  readonly failed: Snapshot | null
  readonly irreversible: string | null
  readonly standsOnFailed: readonly string[]
}

/**
 * Codes by which PostgreSQL says that something is not there: what a migration runs into when the one before it failed.
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const UNDEFINED = new Set(['42P01', '42703', '42704', '42883', '3F000'])

/**
 * Runs one revision up, down and up again, and leaves the workbench in the state after its upgrade whatever happened.
 * `index` is the revision's place in the plan.
 */
export async function runLegs(
  bench: Bench,
  workbench: Workbench,
  revision: Revision,
  index: number,
  standsOnFailed: readonly string[],
): Promise<RevisionRun> {
  const before = await workbench.snapshot()
  const result = (
    legs: readonly LegEvidence[],
    snapshots: Partial<Snapshots>,
    irreversible: string | null = null,
    failed: Snapshot | null = null,
  ): RevisionRun => ({
    revision,
    checked: true,
    legs: withSkipped(legs),
    snapshots: { before, up: null, down: null, again: null, ...snapshots },
    failed,
    irreversible,
    standsOnFailed,
  })

  const evidence = evidenceOf(bench, standsOnFailed)
  const upgrade = evidence('upgrade', await workbench.step(revision.id, 'upgrade'))
  const up = await workbench.snapshot()
  if (upgrade.error !== null) {
    workbench.stamped.add(revision.id)
    if (bench.equal(before, up)) await workbench.step(revision.id, 'upgrade')
    else await workbench.rebuild(index)
    return result([upgrade], {}, null, up)
  }
  if (declaredOneWay(revision)) return result([upgrade], { up }, declaredOneWay(revision))

  const downgrade = evidence('downgrade', await workbench.step(revision.id, 'downgrade'))
  const down = await workbench.snapshot()
  if (downgrade.error !== null) {
    if (!bench.equal(up, down)) await workbench.rebuild(index)
    const oneWay = downgrade.error.type === 'NotImplementedError' ? downgrade.error.message : null
    return oneWay === null ? result([upgrade, downgrade], { up }) : result([upgrade], { up }, oneWay)
  }

  const reupgrade = evidence('reupgrade', await workbench.step(revision.id, 'upgrade'))
  const again = reupgrade.error === null ? await workbench.snapshot() : null
  if (again === null || !bench.equal(up, again)) await workbench.rebuild(index)
  return result([upgrade, downgrade, reupgrade], { up, down, again })
}

/** Runs one revision's upgrade to reach those above it. Leaves the workbench as `runLegs` does. */
export async function applyOnly(
  bench: Bench,
  workbench: Workbench,
  revision: Revision,
  index: number,
  standsOnFailed: readonly string[],
): Promise<RevisionRun> {
  const evidence = evidenceOf(bench, standsOnFailed)
  const upgrade = evidence('upgrade', await workbench.step(revision.id, 'upgrade'))
  if (upgrade.error !== null) {
    workbench.stamped.add(revision.id)
    await workbench.rebuild(index)
  }
  const snapshots = { before: null, up: null, down: null, again: null }
  return {
    revision,
    checked: false,
    legs: withSkipped([upgrade]),
    snapshots,
    failed: null,
    irreversible: null,
    standsOnFailed,
  }
}

/** True when the three legs passed and came back exactly, so that the walk may take the revision down again. */
export function cameBack(
  { snapshots: { before, up, down, again } }: RevisionRun,
  equal: Bench['equal'],
): boolean {
  if (before === null || up === null || down === null || again === null) return false
  return equal(before, down) && equal(up, again)
}

function declaredOneWay(revision: Revision): string | null {
  if (revision.irreversible !== null) return revision.irreversible
  return revision.downgradeShape === 'raises' ? 'its downgrade raises NotImplementedError' : null
}

function evidenceOf(
  bench: Bench,
  standsOnFailed: readonly string[],
): (leg: Leg, report: StepReport) => LegEvidence {
  return (leg, report) => {
    const status = report.error === null ? 'passed' : failure(leg, report.error.sqlstate, standsOnFailed)
    return { leg, status, ...report, intents: bench.readIntents(report.statements) }
  }
}

/** An upgrade that misses what a failed one should have made is its consequence; a downgrade undoes an upgrade that passed. */
function failure(leg: Leg, sqlstate: string | null, standsOnFailed: readonly string[]): LegStatus {
  const misses = leg === 'upgrade' && sqlstate !== null && UNDEFINED.has(sqlstate)
  return misses && standsOnFailed.length > 0 ? 'blocked' : 'failed'
}

function withSkipped(run: readonly LegEvidence[]): Record<Leg, LegEvidence> {
  const find = (leg: Leg): LegEvidence =>
    run.find((one) => one.leg === leg) ?? {
      leg,
      status: 'skipped',
      milliseconds: 0,
      statements: [],
      intents: { all: [], opaque: [] },
      notices: [],
      error: null,
    }
  return { upgrade: find('upgrade'), downgrade: find('downgrade'), reupgrade: find('reupgrade') }
}
