import { mkdirSync, rmSync } from 'node:fs'
import type { Finding } from '../../src/model/finding.js'
import { writeProject } from '../histories/project.js'
import { checkProject } from '../support/check.js'
import type { Fault, Faulty } from './faults.js'
import { migrations, type RandomHistory } from './history.js'
import type { Judge, Verdicts } from './judge.js'

/**
 * Rules that are right to speak of a history that comes back exactly: a materialized view without a unique index, or never filled, or
 * with other contents in another session, and a second base's head.
 */
const ADVISORY = ['refresh-not-concurrent', 'left-unpopulated', 'session-dependent', 'several-heads']
/** Rules about what an upgrade alone does, of which the judge knows nothing. A correct history must not break them all the same. */
const ONE_WAY = [
  'index-lost-on-redefine',
  'cascade-dropped',
  'promised-but-missing',
  'masked-by-if-exists',
  'dangling-refresh',
  'invalid-index',
  'half-applied',
  'refresh-fails',
  'data-lost',
]

/** With what histories are tried out. */
export interface Bench {
  readonly judge: Judge
  /** The command that starts Python for the tool. */
  readonly python: readonly string[]
}

/** On what the tool and the judge do not agree; `revision` is null for the full walk. */
export interface Complaint {
  readonly what: 'missed' | 'wrong alarm' | 'wrong history' | 'broke off'
  readonly revision: string | null
  readonly text: string
}

/** A fault that was judged. */
export interface Outcome {
  readonly revision: string
  readonly fault: Fault
  readonly isShown: boolean
  readonly isTold: boolean
  /** Of findings about materialized views and indexes: whether all their fixes were tried; null without such findings. */
  readonly isMended: boolean | null
  /** What fix is missing, and why, of each finding about a materialized view or an index that has none that was tried. */
  readonly untried: readonly string[]
}

/** How one history went through the whole tool. */
export interface Trial {
  readonly findings: readonly Finding[]
  readonly complaints: readonly Complaint[]
  readonly outcomes: readonly Outcome[]
}

/**
 * Writes the history as a project into the folder and checks it. One without faults must give no finding above a notice;
 * one with faults, an error on exactly the revisions on which the judge sees something.
 */
export async function tryOut(bench: Bench, project: string, { history, faults }: Faulty): Promise<Trial> {
  rmSync(project, { recursive: true, force: true })
  mkdirSync(project, { recursive: true })
  writeProject(project, migrations(history), history.environment)
  let findings: readonly Finding[]
  try {
    const given = { databaseUrl: bench.judge.databaseUrl, python: bench.python }
    findings = (await checkProject(project, given)).findings
  } catch (error) {
    const complaint = { what: 'broke off', revision: null, text: String(error) } as const
    return { findings: [], complaints: [complaint], outcomes: [] }
  }
  const leftOut = faults.size === 0 ? ADVISORY : [...ADVISORY, ...ONE_WAY]
  const alarms = findings.filter(({ severity, rule }) => severity !== 'notice' && !leftOut.includes(rule))
  if (faults.size === 0 && alarms.length === 0) return { findings, complaints: [], outcomes: [] }
  return { findings, ...(await compare(bench.judge, project, { history, faults }, alarms)) }
}

async function compare(
  judge: Judge,
  project: string,
  { history, faults }: Faulty,
  alarms: readonly Finding[],
): Promise<Pick<Trial, 'complaints' | 'outcomes'>> {
  const order = history.revisions.map(({ id }) => id)
  const failing = alarms.filter(({ rule }) => rule === 'upgrade-fails').map(({ revision }) => revision)
  // What stands on an upgrade that failed meets another schema than the judge's: the tool says so, and that is enough.
  const isOwn = (id: string | null): boolean => {
    const below = standsOn(history, id)
    return !failing.some((one) => one !== null && below.has(one))
  }
  const placed = alarms.map((one) => ({ ...one, revision: one.leg === 'walk' ? null : one.revision }))
  const told = placed.filter(({ revision }) => isOwn(revision))
  const judged = [...faults.keys()].filter(isOwn)
  const wanted = [...judged, ...told.flatMap(({ revision }) => revision ?? [])]
  const seen: Verdicts = await judge.revisions(project, order, wanted)

  const complaints: Complaint[] = []
  const outcomes: Outcome[] = []
  for (const revision of judged) {
    const fault = faults.get(revision) as Fault
    const isShown = (seen.get(revision) ?? null) !== null
    const isTold = told.some((one) => one.severity === 'error' && one.revision === revision)
    const mendable = told.filter((one) => one.revision === revision && isMendable(one))
    const untried = mendable.filter(({ fix }) => fix?.tried !== true)
    const isMended = mendable.length === 0 ? null : untried.length === 0
    const why = ({ rule, message, fix }: Finding): string =>
      `${rule}: ${message}; ${fix === null ? 'no fix' : (fix.failed ?? 'its fix was not run')}`
    outcomes.push({ revision, fault, isShown, isTold, isMended, untried: untried.map(why) })
    if (isShown && !isTold)
      complaints.push({ what: 'missed', revision, text: `${fault.what}; the judge: ${seen.get(revision)}` })
    if (!isShown && isTold) complaints.push({ what: 'wrong alarm', revision, text: fault.what })
  }
  for (const revision of new Set(told.map((one) => one.revision))) {
    if (revision !== null && faults.has(revision)) continue
    const says = revision === null ? await judge.walk(project, order) : seen.get(revision)
    if (!says) complaints.push({ what: 'wrong alarm', revision, text: 'the judge sees nothing' })
    else if (faults.size === 0) complaints.push({ what: 'wrong history', revision, text: says })
  }
  return { complaints, outcomes }
}

/** The rules of which a fix is due, by what they say of a materialized view or an index. */
const MENDABLE = new Set([
  'left-behind',
  'not-restored',
  'restored-differently',
  'kind-changed',
  'noop-downgrade',
])

function isMendable({ rule, severity, object }: Finding): boolean {
  const isView = object?.kind === 'materialized view' || object?.kind === 'index'
  return severity === 'error' && isView && MENDABLE.has(rule)
}

/** Every revision that one stands on, however far down. */
function standsOn({ revisions }: RandomHistory, revision: string | null): ReadonlySet<string> {
  const found = new Set<string>()
  const visit = (id: string): void => {
    const one = revisions.find((each) => each.id === id)
    for (const below of [...(one?.down ?? []), ...(one?.dependsOn ?? [])])
      if (!found.has(below)) visit((found.add(below), below))
  }
  if (revision) visit(revision)
  return found
}
