import { keyOfObject, type Snapshot } from '../model/catalog.js'
import { everyChange, type Change } from '../model/change.js'
import type { Direction, StepError } from '../model/step.js'
import { isSame, type RevisionRun } from './revision-run.js'
import type { Bench } from './bench.js'
import type { Workbench } from './workbench.js'

/** SQL to try: all of it in an order that suits, and its parts, which need nothing of each other. */
export interface Attempted {
  readonly all: readonly string[]
  readonly parts: readonly (readonly string[])[]
}

/** What became of SQL that was put at the end of a revision's function. */
export interface Tried {
  /** What stood after the function and the SQL; null where it did not get there. */
  readonly after: Snapshot | null
  /** What went wrong, in words; null when the leg that follows gave what it gave before, or what it must. */
  readonly failed: string | null
  /** What PostgreSQL said of the parts that it refused, by their places: they were left out. */
  readonly refused: ReadonlyMap<number, string>
}

/** Tries SQL at the end of one function of a revision. */
export type Trial = (function_: Direction, sql: Attempted) => Promise<Tried>

/**
 * Tries in the scratch database itself, which stands after the revision's upgrade, and leaves it so. `index` is the
 * revision's place in the plan.
 */
export function trialOf(bench: Bench, workbench: Workbench, run: RevisionRun, index: number): Trial {
  const { before, up, down, again } = run.snapshots
  let last: Snapshot | null = null
  const step = async (direction: Direction): Promise<Snapshot | StepError> => {
    const { error } = await workbench.step(run.revision.id, direction)
    last = error === null ? await workbench.snapshot() : null
    return error ?? workbench.snapshot()
  }
  const followed = async (
    direction: Direction,
    wanted: Snapshot | null,
    had: Snapshot | null,
  ): Promise<string | null> => {
    const next = await step(direction)
    if (!('objects' in next)) {
      // What fails as it did before fails for another reason than the one that the SQL is to mend.
      const asBefore = direction === 'upgrade' && next.message === run.legs.reupgrade.error?.message
      return asBefore ? null : `the ${direction} fails after it: ${next.message}`
    }
    return isNoWorse(bench, wanted, had, next) ? null : `the ${direction} gives something else after it`
  }
  const attempt = async (function_: Direction, sql: Attempted): Promise<Tried> => {
    if (function_ === 'downgrade' && !('objects' in (await step('downgrade'))))
      return { ...NOTHING, failed: 'the downgrade fails' }
    const refused = await execute(workbench, sql)
    if (refused.size === sql.parts.length) return { ...NOTHING, refused }
    const after = await workbench.snapshot()
    if (function_ === 'downgrade') return { after, refused, failed: await followed('upgrade', up, again) }
    // Where the downgrade could not be judged, there is nothing that the SQL could spoil.
    return { after, refused, failed: down === null ? null : await followed('downgrade', before, down) }
  }
  return async (function_, sql) => {
    // What only generated rows refuse says nothing against the SQL.
    if (workbench.holdsGenerated) await workbench.rebuild(index)
    const tried = await attempt(function_, sql)
    if (function_ === 'upgrade' || tried.after === null || !isSame(bench, last, up))
      await workbench.rebuild(index)
    return tried
  }
}

/** True when a leg gives what it must, or is wrong in nothing in which it was not wrong before. */
function isNoWorse(bench: Bench, wanted: Snapshot | null, had: Snapshot | null, next: Snapshot): boolean {
  if (wanted === null) return false
  if (isSame(bench, wanted, next)) return true
  const former = had === null ? [] : everyChange(bench.diff(wanted, had))
  const known = new Set(former.flatMap(wrongs))
  const wrong = new Set(former.filter(isAnother).map(({ object }) => keyOfObject(object)))
  return everyChange(bench.diff(wanted, next)).every(
    // What hangs on an object that a wrong leg left in its place goes when that does.
    (change) => wrong.has(change.object.parent ?? '') || wrongs(change).every((one) => known.has(one)),
  )
}

/** True when another object stands where it should not, or in place of the one that should. */
function isAnother(change: Change): boolean {
  if (change.type !== 'altered') return change.type !== 'removed'
  return change.differences.some(({ property }) => property === 'definition')
}

function wrongs(change: Change): readonly string[] {
  const key = keyOfObject(change.object)
  return change.type === 'altered'
    ? change.differences.map(({ property, new: now }) => JSON.stringify([key, property, now]))
    : [JSON.stringify([change.type, key, change.object.properties])]
}

const NOTHING: Tried = { after: null, failed: 'PostgreSQL refuses it', refused: new Map() }

/** Runs all, or where PostgreSQL refuses that, each part. */
async function execute(workbench: Workbench, { all, parts }: Attempted): Promise<Tried['refused']> {
  const refusal = await workbench.execute(all)
  if (refusal === null) return new Map()
  if (parts.length === 1) return new Map([[0, refusal]])
  const refused = new Map<number, string>()
  for (const [place, part] of parts.entries()) {
    const says = await workbench.execute(part)
    if (says !== null) refused.set(place, says)
  }
  return refused
}
