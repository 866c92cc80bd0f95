import { rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { KINDS } from '../../src/snapshot/kinds/all.js'
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
/** With this the tool itself holds each incremental snapshot against a full one, at twice the price. */
const VERIFY = 'MATVIEW_CHECK_VERIFY_SNAPSHOTS'
/** Histories between two turns of VERIFY, which holds for the whole process. */
const BATCH = 20
/** Of how many batches the first has its snapshots verified. */
const VERIFIED = 4

/**
 * Runs random histories through the whole tool: as they are they must give no finding above a notice, and with faults, an error on
 * exactly the revisions on which the judge sees them. The snapshots of the first 20 of 80 correct ones are verified at every leg.
 */
export async function prove(options: ProofOptions): Promise<Tally> {
  const tally = new Tally()
  const first = options.seed * 100_000
  for (let done = 0; done < options.histories; done += BATCH) {
    const count = Math.min(BATCH, options.histories - done)
    const right = Array.from({ length: count }, (_, index) => randomHistory(first + done + index, TRACKED))
    if (done % (BATCH * VERIFIED) === 0) process.env[VERIFY] = '1'
    await each(options.jobs, right, async (history) => {
      await proveOne(options, tally, `${history.seed}-right`, { history, faults: new Map() })
      tally.histories += 1
      tally.revisions += history.revisions.length
      options.progress?.(tally)
    })
    delete process.env[VERIFY]
    await each(options.jobs, right, async (history) => {
      const faulty = withFaults(history, options.faults, history.seed)
      if (faulty.faults.size > 0) await proveOne(options, tally, `${history.seed}-faults`, faulty)
      options.progress?.(tally)
    })
  }
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
