import type { Snapshot } from '../model/catalog.js'
import type { Direction } from '../model/step.js'
import { isSame, type RevisionRun } from './legs.js'
import type { Bench, Workbench } from './workbench.js'

/** What became of SQL that was put at the end of a revision's function. */
export interface Tried {
  /** What stood after the function and the SQL; null where it did not get there. */
  readonly after: Snapshot | null
  /** What went wrong, in words; null when the legs that follow gave what they gave before, or what they must. */
  readonly failed: string | null
}

/** Tries SQL at the end of one function of a revision. */
export type Trial = (function_: Direction, sql: readonly string[]) => Promise<Tried>

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
  const atDowngrade = async (sql: readonly string[]): Promise<Tried> => {
    if ((await step('downgrade')) === null) return failing('the downgrade fails')
    if (!(await workbench.execute(sql))) return failing(REFUSED)
    const after = await workbench.snapshot()
    const again = await step('upgrade')
    if (again === null) return { after, failed: 'the upgrade fails after it' }
    return { after, failed: isSame(bench, again, up) ? null : 'the upgrade gives something else after it' }
  }
  const atUpgrade = async (sql: readonly string[]): Promise<Tried> => {
    if (!(await workbench.execute(sql))) return failing(REFUSED)
    const after = await workbench.snapshot()
    // Where the downgrade could not be judged, there is nothing that the SQL could spoil.
    if (down === null) return { after, failed: null }
    const undone = await step('downgrade')
    if (undone === null) return { after, failed: 'the downgrade fails after it' }
    const holds = isSame(bench, undone, down) || isSame(bench, undone, before)
    return { after, failed: holds ? null : 'the downgrade gives something else after it' }
  }
  return async (function_, sql) => {
    // What only generated rows refuse says nothing against the SQL.
    if (workbench.holdsGenerated) await workbench.rebuild(index)
    const tried = await (function_ === 'downgrade' ? atDowngrade(sql) : atUpgrade(sql))
    const stands = function_ === 'downgrade' && tried.failed === null
    if (!stands) await workbench.rebuild(index)
    return tried
  }
}

const REFUSED = 'PostgreSQL refuses it'

function failing(failed: string): Tried {
  return { after: null, failed }
}
