import type { Snapshot } from '../model/catalog.js'
import type { Size } from '../model/data.js'
import { InternalError } from '../model/errors.js'
import type { History, Revision } from '../model/history.js'
import { materializedViews } from '../model/materialized-view.js'
import type { Plan } from '../model/step.js'
import type { Bench } from './bench.js'
import { applyOnly, runLegs } from './legs.js'
import { cameBack, isMuchTheSame, type RevisionRun } from './revision-run.js'
import { walk, type Bottom, type WalkRun } from './walk.js'
import type { Workbench } from './workbench.js'

export type { Bench } from './bench.js'
export type { RevisionRun, Snapshots } from './revision-run.js'
export { foreknow } from './foreknown.js'
export { openIntents } from './intents.js'
export { trialOf, type Trial } from './trial.js'
export type { WalkRun } from './walk.js'
export { Workbench } from './workbench.js'

/** What a run yields: the start and the end of each revision, what stands at the heads, then the walk's steps and its end. */
export type Checkpoint =
  | { readonly type: 'started'; readonly revision: Revision; readonly index: number }
  | { readonly type: 'done'; readonly run: RevisionRun; readonly index: number }
  | { readonly type: 'reached'; readonly heads: Snapshot; readonly sizes: ReadonlyMap<string, Size> }
  | { readonly type: 'walking'; readonly done: number; readonly total: number }
  | { readonly type: 'walked'; readonly run: WalkRun }

/**
 * Walks the plan in the scratch database. A failing leg is told, the state after the revision's upgrade is restored, and
 * the run goes on with the next revision.
 */
export async function* run(
  plan: Plan,
  history: History,
  bench: Bench,
  workbench: Workbench,
): AsyncGenerator<Checkpoint> {
  const byId = new Map(history.revisions.map((revision) => [revision.id, revision]))
  const failedBelow = new Map<string, readonly string[]>()
  const toWalk = new Set(plan.walk)
  const provoked = new Set<string>()
  let bottom: Bottom | null = null
  for (const [index, planned] of plan.revisions.entries()) {
    const revision = byId.get(planned.revision)
    if (revision === undefined)
      throw new InternalError(`The plan names a revision ${planned.revision} that is not there.`)
    yield { type: 'started', revision, index }
    // The walk will turn round above the last revision that did not come back, so that no fault is told twice.
    if (toWalk.has(revision.id) && bottom === null) {
      const snapshot = await (planned.checked ? workbench.settled() : workbench.snapshot())
      bottom = { snapshot, turnedAt: null }
    }
    const below = failuresBelow(revision, workbench.stamped, failedBelow)
    const next = bottom === null ? appliedNext(plan, index, toWalk) : null
    const result = planned.checked
      ? await runLegs(bench, workbench, revision, index, below)
      : await applyOnly(bench, workbench, revision, index, below, next)
    if (result.data?.provoked) provoked.add(revision.id)
    if (bottom !== null && !cameBack(result, bench))
      bottom = { snapshot: await workbench.snapshot(), turnedAt: revision.id }
    yield { type: 'done', run: result, index }
  }
  if (isWhole(plan, history)) {
    const heads = await workbench.snapshot()
    const sizes = (await (await workbench.rows())?.sizes(materializedViews(heads))) ?? new Map<string, Size>()
    yield { type: 'reached', heads, sizes }
  }
  if (bottom !== null) yield* walkTwice(plan, byId, bench, workbench, bottom, provoked)
}

/** The revision after the one at `index`, where that is only applied and nothing has to be looked at before it; else null. */
function appliedNext({ revisions }: Plan, index: number, toWalk: ReadonlySet<string>): string | null {
  const next = revisions[index + 1]
  return next?.checked === false && !toWalk.has(next.revision) ? next.revision : null
}

/**
 * Walks; where something went wrong on generated rows, on a database without them, and that is judged. `known`: revisions that failed on
 * rows alone, too.
 */
async function* walkTwice(
  { revisions, walk: headsFirst }: Plan,
  byId: ReadonlyMap<string, Revision>,
  bench: Bench,
  workbench: Workbench,
  bottom: Bottom,
  known: ReadonlySet<string>,
): AsyncGenerator<Checkpoint> {
  for await (const point of walk(headsFirst, byId, workbench, bottom)) {
    if (point.type !== 'walked' || !workbench.holdsGenerated) yield point
    else if (
      isMuchTheSame(bench, point.run.expectedBottom, point.run.bottom) &&
      isMuchTheSame(bench, point.run.expectedTop, point.run.top)
    )
      yield point
    else {
      await workbench.rebuild(revisions.length - 1)
      const { failure } = point.run
      const isNew = failure !== null && !known.has(failure.revision.id)
      yield* walk(headsFirst, byId, workbench, bottom, isNew ? failure : null)
    }
  }
}

/** True when nothing stands on what was applied, so that it is the schema which the migrations give. */
function isWhole(plan: Plan, { revisions }: History): boolean {
  const applied = new Set(plan.revisions.map(({ revision }) => revision))
  return revisions.every(
    ({ id, downRevisions, dependsOn }) =>
      applied.has(id) || ![...downRevisions, ...dependsOn].some((below) => applied.has(below)),
  )
}

/** Revisions that this one stands on, however far down, whose upgrade failed. */
function failuresBelow(
  revision: Revision,
  failed: ReadonlySet<string>,
  known: Map<string, readonly string[]>,
): readonly string[] {
  const parents = [...revision.downRevisions, ...revision.dependsOn]
  const below = new Set(parents.flatMap((id) => [...(known.get(id) ?? []), ...(failed.has(id) ? [id] : [])]))
  known.set(revision.id, [...below])
  return [...below]
}
