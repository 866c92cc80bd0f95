import type { Snapshot } from '../model/catalog.js'
import type { Loss, Provoked } from '../model/data.js'
import type { LegEvidence } from '../model/evidence.js'
import type { Revision } from '../model/history.js'
import type { Direction } from '../model/step.js'
import { evidenceOf, withSkipped } from './leg-evidence.js'
import { dataOf, mayBeByRows, provokedIn, watchRows } from './on-rows.js'
import type { Bench } from './bench.js'
import { wentAlike, type FailedLeg, type RevisionRun, type Snapshots } from './revision-run.js'
import type { Workbench } from './workbench.js'

/**
 * Runs one revision up, down and up again, and leaves the workbench in the state after its upgrade whatever happened, with rows.
 * `index` is the revision's place in the plan. What generated rows may have provoked is judged on a database without them.
 */
export async function runLegs(
  bench: Bench,
  workbench: Workbench,
  revision: Revision,
  index: number,
  standsOnFailed: readonly string[],
): Promise<RevisionRun> {
  await workbench.settled()
  let attempt = await threeLegs(bench, workbench, revision, index, standsOnFailed)
  let provoked: Provoked | null = null
  if (workbench.holdsGenerated && mayBeByRows(attempt.run, bench.equal)) {
    const onRows = attempt
    await workbench.rebuild(index - 1)
    attempt = await threeLegs(bench, workbench, revision, index, standsOnFailed)
    provoked = provokedIn(onRows.run, attempt.run)
    // What goes wrong in the same way without rows is no matter of rows; what was lost of them shows only where there are some.
    if (wentAlike(bench, onRows.run, attempt.run)) attempt = { ...attempt, losses: onRows.losses }
  }
  await attempt.restore?.()
  await workbench.reach(index)
  return { ...attempt.run, data: await dataOf(bench, workbench, attempt, provoked) }
}

/** The legs, and how to bring the workbench into the state after the upgrade; null where it stands there. */
export interface Attempt {
  readonly run: RevisionRun
  readonly losses: readonly Loss[]
  readonly restore: (() => Promise<void>) | null
}

async function threeLegs(
  bench: Bench,
  workbench: Workbench,
  revision: Revision,
  index: number,
  standsOnFailed: readonly string[],
): Promise<Attempt> {
  const before = await workbench.snapshot()
  const rebuild = (): Promise<void> => workbench.rebuild(index)
  const result = (
    legs: readonly LegEvidence[],
    snapshots: Partial<Snapshots>,
    restore: Attempt['restore'],
    parts: Partial<Pick<RevisionRun, 'irreversible' | 'failed'>> = {},
    lost: readonly Loss[] = [],
  ): Attempt => ({
    run: {
      revision,
      checked: true,
      legs: withSkipped(legs),
      snapshots: { before, up: null, down: null, again: null, ...snapshots },
      failed: null,
      irreversible: null,
      standsOnFailed,
      data: null,
      ...parts,
    },
    losses: lost,
    restore,
  })

  const failedOn = async (from: Snapshot, direction: Direction): Promise<FailedLeg> => {
    const after = await workbench.snapshot()
    if (bench.equal(from, after)) return { after, retryPasses: null }
    return { after, retryPasses: (await workbench.step(revision.id, direction)).error === null }
  }

  const evidence = evidenceOf(bench, standsOnFailed)
  const upgrade = evidence('upgrade', await workbench.step(revision.id, 'upgrade'))
  const up = await workbench.snapshot()
  if (upgrade.error !== null) {
    const stamp = async (): Promise<void> => {
      workbench.stamped.add(revision.id)
      if (bench.equal(before, up)) await workbench.step(revision.id, 'upgrade')
      else await rebuild()
    }
    return result([upgrade], {}, stamp, { failed: await failedOn(before, 'upgrade') })
  }
  const watch = watchRows(await workbench.rows(), before, bench.diff(before, up))
  await watch(upgrade, up)
  if (revision.irreversible !== null)
    return result([upgrade], { up }, null, { irreversible: revision.irreversible })

  const downgrade = evidence('downgrade', await workbench.step(revision.id, 'downgrade'))
  const down = await workbench.snapshot()
  if (downgrade.error !== null) {
    const restore = bench.equal(up, down) ? null : rebuild
    if (downgrade.error.type !== 'NotImplementedError')
      return result([upgrade, downgrade], { up }, restore, { failed: await failedOn(up, 'downgrade') })
    return result([upgrade], { up }, restore, { irreversible: downgrade.error.message })
  }
  const lostDown = await watch(downgrade, down)

  const reupgrade = evidence('reupgrade', await workbench.step(revision.id, 'upgrade'))
  const again = reupgrade.error === null ? await workbench.snapshot() : null
  const failed = again === null ? await failedOn(down, 'upgrade') : null
  const lost = again === null ? lostDown : await watch(reupgrade, again)
  const restore = again === null || !bench.equal(up, again) ? rebuild : null
  return result([upgrade, downgrade, reupgrade], { up, down, again }, restore, { failed }, lost)
}

/**
 * Runs one revision's upgrade to reach those above it, and begins that of `next` as soon as it passed. Leaves the workbench as `runLegs`
 * does, but for that.
 */
export async function applyOnly(
  bench: Bench,
  workbench: Workbench,
  revision: Revision,
  index: number,
  standsOnFailed: readonly string[],
  next: string | null,
): Promise<RevisionRun> {
  const report = await workbench.step(revision.id, 'upgrade')
  if (report.error !== null) {
    workbench.stamped.add(revision.id)
    await workbench.rebuild(index)
  }
  await workbench.reach(index)
  workbench.doubtRows()
  if (next !== null && report.error === null) workbench.begin(next)
  const upgrade = evidenceOf(bench, standsOnFailed)('upgrade', report)
  const snapshots = { before: null, up: null, down: null, again: null }
  return {
    revision,
    checked: false,
    legs: withSkipped([upgrade]),
    snapshots,
    failed: null,
    irreversible: null,
    standsOnFailed,
    data: null,
  }
}
