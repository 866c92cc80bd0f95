import { MISSHAPEN } from './faults/misshapen.js'
import { MISWRITTEN } from './faults/miswritten.js'
import type { RandomHistory, Revision } from './history.js'
import { random as seeded } from './random.js'

/** A history in which some revisions were broken, each in one way. */
export interface Faulty {
  readonly history: RandomHistory
  readonly faults: ReadonlyMap<string, Fault>
}

/** One way in which one revision was broken. */
export interface Fault {
  readonly kind: string
  /** In words, with the statement. */
  readonly what: string
}

/** Every way of breaking a revision, by name. */
const MUTATORS = Object.entries({ ...MISWRITTEN, ...MISSHAPEN })

/** The history with so many revisions broken, each in one random way; fewer where no try fitted. */
export function withFaults(history: RandomHistory, count: number, seed: number): Faulty {
  const random = seeded(seed)
  const faults = new Map<string, Fault>()
  const revisions = [...history.revisions]
  for (let tries = 0; tries < 20 * count && faults.size < count; tries++) {
    const [kind, mutate] = random.pick(MUTATORS)
    const from = random.int(0, revisions.length - 1)
    for (const at of [...revisions.keys()].map((index) => (from + index) % revisions.length)) {
      const revision = revisions[at] as Revision
      const broken = faults.has(revision.id) ? null : mutate(revision, random)
      if (!broken) continue
      const { what, ...parts } = broken
      revisions[at] = { ...revision, ...parts }
      faults.set(revision.id, { kind, what: `${kind}: ${what}` })
      break
    }
  }
  return { history: { ...history, revisions }, faults }
}
