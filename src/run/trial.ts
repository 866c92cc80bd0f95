import type { Snapshot } from '../model/catalog.js'
import type { Direction } from '../model/step.js'
import { isSame, type RevisionRun } from './legs.js'
import type { Bench, Workbench } from './workbench.js'

/** What became of SQL that was put at the end of a revision's function. */
export interface Tried {
  /** What stood after the function and the SQL. */
  readonly after: Snapshot
  /** True when the legs that follow gave what they gave before, or what they must. */
  readonly holds: boolean
}

/** Tries SQL at the end of one function of a revision. Null when the SQL or a leg failed. */
export type Trial = (function_: Direction, sql: readonly string[]) => Promise<Tried | null>

/**
 * Tries in the scratch database itself, which stands after the revision's upgrade, and leaves it so. `index` is the
 * revision's place in the plan.
 */
export function trialOf(bench: Bench, workbench: Workbench, run: RevisionRun, index: number): Trial {
  const { before, up, down } = run.snapshots
  const step = async (direction: Direction): Promise<Snapshot | null> => {
    const { error } = await workbench.step(run.revision.id, direction)
    return error === null ? workbench.snapshot() : null
  }
  const atDowngrade = async (sql: readonly string[]): Promise<Tried | null> => {
    if ((await step('downgrade')) === null || !(await workbench.execute(sql))) return null
    const after = await workbench.snapshot()
    return { after, holds: isSame(bench, await step('upgrade'), up) }
  }
  const atUpgrade = async (sql: readonly string[]): Promise<Tried | null> => {
    if (!(await workbench.execute(sql))) return null
    const after = await workbench.snapshot()
    // Where the downgrade could not be judged, there is nothing that the SQL could spoil.
    if (down === null) return { after, holds: true }
    const undone = await step('downgrade')
    return { after, holds: isSame(bench, undone, down) || isSame(bench, undone, before) }
  }
  return async (function_, sql) => {
    // What only generated rows refuse says nothing against the SQL.
    if (workbench.holdsGenerated) await workbench.rebuild(index)
    const tried = await (function_ === 'downgrade' ? atDowngrade(sql) : atUpgrade(sql))
    const stands = function_ === 'downgrade' && tried?.holds === true
    if (!stands) await workbench.rebuild(index)
    return tried
  }
}
