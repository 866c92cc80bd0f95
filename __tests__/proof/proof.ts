import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Finding } from '../../src/model/finding.js'
import { KINDS } from '../../src/snapshot/kinds/all.js'
import { writeProject } from '../histories/project.js'
import { checkProject } from '../support/check.js'
import { withFaults } from './faults.js'
import { migrations, randomHistory, type RandomHistory } from './history.js'
import type { Judge } from './judge.js'

/** What a proof has shown so far. */
export interface Tally {
  histories: number
  revisions: number
  faults: number
  /** Of the faults that the judge sees, those with an error on their revision, and those without. */
  caught: number
  missed: number
  wrongAlarms: number
  /** Folders of the counterexamples. */
  readonly counterexamples: string[]
}

export interface ProofOptions {
  readonly judge: Judge
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
 * Runs random histories through the whole tool: as they are they must give no finding above a notice, and with a fault, an error on
 * exactly the revisions on which the judge sees it.
 */
export async function prove(options: ProofOptions): Promise<Tally> {
  const tally: Tally = {
    histories: 0,
    revisions: 0,
    faults: 0,
    caught: 0,
    missed: 0,
    wrongAlarms: 0,
    counterexamples: [],
  }
  // The tool itself then holds each incremental snapshot against a full one.
  process.env['MATVIEW_CHECK_VERIFY_SNAPSHOTS'] = '1'
  let next = 0
  const worker = async (): Promise<void> => {
    while (next < options.histories) {
      await proveOne(options, options.seed * 100_000 + next++, tally)
      options.progress?.(tally)
    }
  }
  await Promise.all(Array.from({ length: options.jobs }, worker))
  return tally
}

async function proveOne(options: ProofOptions, seed: number, tally: Tally): Promise<void> {
  const history = randomHistory(seed, TRACKED)
  tally.histories += 1
  tally.revisions += history.revisions.length
  const clean = await judged(options, `${seed}-right`, history)
  const alarms = clean.told.filter(({ severity }) => severity !== 'notice')
  if (alarms.length > 0 || clean.broke !== null) {
    tally.wrongAlarms += 1
    const seen = await seenBy(options.judge, clean.project, history, alarms[0]?.revision)
    return keep(tally, clean, history, [
      `A correct history with a finding; the judge says: ${seen ?? 'nothing'}.`,
      clean.broke ?? '',
    ])
  }
  rmSync(clean.project, { recursive: true })
  await proveFaults(options, history, tally)
}

async function proveFaults(options: ProofOptions, right: RandomHistory, tally: Tally): Promise<void> {
  const { history, faults } = withFaults(right, options.faults, right.seed)
  const run = await judged(options, `${right.seed}-faults`, history)
  const failing = run.told.flatMap(({ rule, revision }) =>
    rule === 'upgrade-fails' && revision ? [revision] : [],
  )
  // What stands on an upgrade that failed meets another schema than the judge's: the tool says so, and that is enough.
  const isConsequence = (revision?: string | null): boolean => {
    const below = standsOn(history, revision)
    return failing.some((id) => below.has(id))
  }
  const errors = run.told.filter((one) => one.severity !== 'notice' && !isConsequence(one.revision))
  const complaints: string[] = run.broke === null ? [] : [run.broke]
  for (const [revision, fault] of faults) {
    if (isConsequence(revision)) continue
    const seen = await seenBy(options.judge, run.project, history, revision)
    const isTold = errors.some(
      (one) => one.severity === 'error' && one.revision === revision && one.leg !== 'walk',
    )
    tally.faults += 1
    if (seen !== null) tally[isTold ? 'caught' : 'missed'] += 1
    if (seen !== null && !isTold) complaints.push(`Missed in ${revision}: ${fault}\nThe judge says: ${seen}`)
    if (seen === null && isTold) complaints.push(`A wrong alarm in ${revision}: ${fault}`)
  }
  for (const id of new Set(errors.map(({ revision, leg }) => (leg === 'walk' ? null : revision)))) {
    if (id && faults.has(id)) continue
    const seen = await seenBy(options.judge, run.project, history, id)
    if (seen === null) complaints.push(`A wrong alarm on ${id ?? 'the full walk'}.`)
  }
  if (complaints.length === 0) return rmSync(run.project, { recursive: true })
  if (run.broke !== null || complaints.some((one) => one.startsWith('A wrong'))) tally.wrongAlarms += 1
  keep(tally, run, history, complaints)
}

/** Every revision that one stands on, however far down. */
function standsOn({ revisions }: RandomHistory, revision?: string | null): ReadonlySet<string> {
  const found = new Set<string>()
  const visit = (id: string): void => {
    const one = revisions.find((each) => each.id === id)
    for (const below of [...(one?.down ?? []), ...(one?.dependsOn ?? [])])
      if (!found.has(below)) visit((found.add(below), below))
  }
  if (revision) visit(revision)
  return found
}

async function seenBy(
  judge: Judge,
  project: string,
  history: RandomHistory,
  revision?: string | null,
): Promise<string | null> {
  const order = history.revisions.map(({ id }) => id)
  return revision && order.includes(revision)
    ? judge.revision(project, order, revision)
    : judge.walk(project, order)
}

interface Judged {
  readonly project: string
  readonly told: readonly Finding[]
  /** What the check threw. */
  readonly broke: string | null
}

async function judged(
  { judge, folder }: ProofOptions,
  name: string,
  history: RandomHistory,
): Promise<Judged> {
  const project = resolve(join(folder, name))
  rmSync(project, { recursive: true, force: true })
  mkdirSync(project, { recursive: true })
  writeProject(project, migrations(history), history.environment)
  try {
    const { findings } = await checkProject(project, { databaseUrl: judge.databaseUrl })
    return { project, told: findings, broke: null }
  } catch (error) {
    return { project, told: [], broke: `The check broke off: ${String(error)}` }
  }
}

function keep(
  tally: Tally,
  { project, told }: Judged,
  { seed }: RandomHistory,
  complaints: readonly string[],
): void {
  const findings = told.map(
    ({ rule, severity, revision, message }) => `- ${severity} ${rule} ${revision ?? ''}: ${message}`,
  )
  writeFileSync(
    join(project, 'README.md'),
    `Seed ${seed}. Run it from the project's root with \`node dist/cli.js --config ${join(project, 'alembic.ini')}\`.\n\n` +
      `${complaints.filter(Boolean).join('\n')}\n\nFindings:\n${findings.join('\n')}\n`,
  )
  tally.counterexamples.push(project)
}
