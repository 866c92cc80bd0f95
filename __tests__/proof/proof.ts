import { rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { KINDS } from '../../src/snapshot/kinds/all.js'
import { VERIFY } from '../../src/snapshot/verify.js'
import { keep } from './counterexample.js'
import { withFaults, type Faulty } from './faults.js'
import { randomHistory } from './history.js'
import { Tally } from './tally.js'
import { tryOut, type Bench } from './trial.js'

export interface ProofOptions extends Bench {
  readonly seed: number
  readonly histories: number
  /** Faults in each history, each in a revision of its own. */
  readonly faults: number
  /** Histories at once. */
  readonly jobs: number
  /** Where projects are written; those of counterexamples stay. */
  readonly folder: string
  readonly progress?: (tally: Tally) => void
}

const TRACKED = new Set(KINDS.flatMap(({ kinds }) => kinds))

/**
 * Runs random histories through the whole tool: as they are they must give no finding above a notice, and with faults, an error on
 * exactly the revisions on which the judge sees them. The snapshots are verified at every leg of all of them.
 */
export async function prove(options: ProofOptions): Promise<Tally> {
  const tally = new Tally()
  const first = options.seed * 100_000
  const numbers = Array.from({ length: options.histories }, (_, index) => first + index)
  process.env[VERIFY] = '1'
  await each(options.jobs, numbers, async (number) => {
    const history = randomHistory(number, TRACKED)
    await proveOne(options, tally, `${history.seed}-right`, { history, faults: new Map() })
    tally.histories += 1
    tally.revisions += history.revisions.length
    options.progress?.(tally)
    const faulty = withFaults(history, options.faults, history.seed)
    if (faulty.faults.size > 0) await proveOne(options, tally, `${history.seed}-faults`, faulty)
    options.progress?.(tally)
  }).finally(() => delete process.env[VERIFY])
  return tally
}

async function each<T>(jobs: number, list: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const left = [...list]
  const worker = async (): Promise<void> => {
    for (let one = left.shift(); one !== undefined; one = left.shift()) await work(one)
  }
  await Promise.all(Array.from({ length: jobs }, worker))
}

async function proveOne(options: ProofOptions, tally: Tally, name: string, faulty: Faulty): Promise<void> {
  const project = resolve(join(options.folder, name))
  const { complaints, outcomes } = await tryOut(options, project, faulty)
  for (const outcome of outcomes) tally.fault(faulty.history.seed, outcome)
  const [first] = complaints
  if (first === undefined) return rmSync(project, { recursive: true })
  if (complaints.some(({ what }) => what !== 'missed')) tally.wrongAlarms += 1
  await keep(options, project, faulty, first)
  tally.counterexamples.push(project)
}
