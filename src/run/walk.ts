import type { Snapshot } from '../model/catalog.js'
import type { WalkFailure } from '../model/evidence.js'
import type { Revision } from '../model/history.js'
import type { Direction } from '../model/step.js'
import type { Checkpoint } from './index.js'
import type { Workbench } from './workbench.js'

/** The lowest state that the walk can reach, as it stood on the way up. */
export interface Bottom {
  readonly snapshot: Snapshot
  /** The revision above which the walk turns round; null when it goes all the way down. */
  readonly turnedAt: string | null
}

/** How the walk went. Snapshots are null where it did not get there. */
export interface WalkRun {
  readonly revisions: number
  readonly milliseconds: number
  readonly failure: WalkFailure | null
  /** What failed when the tables held generated rows and passes without. */
  readonly provoked: WalkFailure | null
  readonly stoppedAt: string | null
  readonly expectedBottom: Snapshot
  readonly bottom: Snapshot | null
  readonly expectedTop: Snapshot
  readonly top: Snapshot | null
}

/**
 * Takes the revisions down one after another and up again. Single steps cannot show what this does: what is made late and
 * outlives what it stood on. `onRows`: what failed when it was walked on generated rows.
 */
export async function* walk(
  headsFirst: readonly string[],
  byId: ReadonlyMap<string, Revision>,
  workbench: Workbench,
  { snapshot: expectedBottom, turnedAt }: Bottom,
  onRows: WalkFailure | null = null,
): AsyncGenerator<Checkpoint> {
  const end = turnedAt === null ? headsFirst.length : headsFirst.indexOf(turnedAt)
  const down = headsFirst.slice(0, end)
  const expectedTop = await workbench.snapshot()
  const started = performance.now()
  const total = down.length * 2
  let failure: WalkFailure | null = null
  let done = 0
  const leg = async function* (ids: readonly string[], direction: Direction): AsyncGenerator<Checkpoint> {
    for (const id of ids) {
      const revision = byId.get(id)
      if (revision === undefined || failure !== null) return
      const { error } = await workbench.step(id, direction)
      if (error !== null) failure = { revision, direction, error }
      yield { type: 'walking', done: ++done, total }
    }
  }
  yield* leg(down, 'downgrade')
  const bottom = failure === null ? await workbench.snapshot() : null
  yield* leg([...down].reverse(), 'upgrade')
  const top = failure === null ? await workbench.snapshot() : null
  const milliseconds = performance.now() - started
  const run = {
    revisions: down.length,
    milliseconds,
    failure,
    provoked: failure === null ? onRows : null,
    stoppedAt: turnedAt,
    expectedBottom,
    bottom,
    expectedTop,
    top,
  }
  yield { type: 'walked', run }
}
