import type { ObjectKey, Snapshot } from '../model/catalog.js'
import type { Size } from '../model/data.js'
import type { HistoryEvidence, RevisionEvidence, WalkEvidence } from '../model/evidence.js'
import type { Finding } from '../model/finding.js'
import type { Foreknown } from '../model/foreknown.js'
import type { History, Revision } from '../model/history.js'
import type { CheckResult, RevisionResult, WalkResult } from '../model/result.js'
import { LEGS } from '../model/step.js'
import { countFindings, verdictOf } from '../model/verdict.js'
import { RULES } from './all.js'
import { Foreseen } from './foreseen.js'
import { unusedIgnores, type UsedIgnore } from './ignores.js'
import { dependenciesOf, inventoryOf } from './inventory.js'
import { Chronicle } from './past.js'
import { bySeverity, judgeHistory, judgeRevision, reportedKeys, type JudgeSettings } from './judge.js'
import { Touched } from './touched.js'

/** The part of a result that the judgements make. */
type Outcome = Pick<
  CheckResult,
  | 'failOn'
  | 'verdict'
  | 'counts'
  | 'revisions'
  | 'walk'
  | 'findings'
  | 'unusedIgnores'
  | 'materializedViews'
  | 'dependencies'
>

/** What a run's judgements come to, entered revision by revision so that no evidence need be kept. */
export class Ledger {
  readonly #revisions: RevisionResult[] = []
  readonly #findings: Finding[] = []
  readonly #checked: Revision[] = []
  readonly #usedIgnores: UsedIgnore[] = []
  readonly #past: Chronicle
  readonly #touched = new Touched()
  #heads: Snapshot | null = null
  #sizes: ReadonlyMap<string, Size> = new Map()
  #walk: WalkEvidence | null = null
  readonly #reported = new Set<ObjectKey>()
  readonly #failed = new Set<string>()
  readonly #foreseen: Foreseen

  constructor(
    private readonly history: History,
    private readonly settings: JudgeSettings & Pick<CheckResult, 'failOn'>,
    private readonly known: Foreknown = {},
  ) {
    this.#past = new Chronicle(known)
    this.#foreseen = new Foreseen(history, settings)
  }

  /** Judges one revision. Its findings count once they come back through `add`. */
  revision(
    evidence: RevisionEvidence,
    checked: boolean,
  ): { revision: RevisionResult; findings: readonly Finding[] } {
    const { findings, usedIgnores } = judgeRevision(evidence, this.#past, this.settings)
    const { id, message, file } = evidence.revision
    const legs = LEGS.map((leg) => evidence.legs[leg])
    const failed = legs.some(({ status }) => status === 'failed' || status === 'blocked')
    const told = checked || failed ? legs : []
    const revision: RevisionResult = {
      id,
      message,
      file,
      legs: told.map(({ leg, status, milliseconds }) => ({
        leg,
        status,
        milliseconds: Math.round(milliseconds),
      })),
    }
    this.#revisions.push(revision)
    this.#usedIgnores.push(...usedIgnores)
    if (checked) {
      this.#checked.push(evidence.revision)
      this.#touched.enter(evidence.upgraded ?? [])
    }
    if (failed) this.#failed.add(id)
    for (const key of reportedKeys(evidence)) this.#reported.add(key)
    return { revision, findings }
  }

  /** What would be told of a revision of which this is known; nothing is entered. */
  judge(evidence: RevisionEvidence): readonly Finding[] {
    return judgeRevision(evidence, this.#past, this.settings).findings
  }

  /** Enters the findings of a revision; from now on it is past. */
  add(findings: readonly Finding[], evidence: RevisionEvidence): void {
    this.#past.enter(evidence)
    this.#findings.push(...findings)
  }

  /** What is foreseen to be told at the heads of a revision that is past by now, so that its fixes can be tried. */
  foreseen(evidence: RevisionEvidence): readonly Finding[] {
    return this.#foreseen.at(evidence, this.#past)
  }

  /** Enters findings that were foreseen, with what became of their fixes. */
  foresee(findings: readonly Finding[]): void {
    this.#foreseen.keep(findings)
  }

  /** Enters what stands at the heads, and how much of it the materialized views hold, where that tells something. */
  reach(heads: Snapshot, sizes: ReadonlyMap<string, Size> = new Map()): void {
    this.#heads = heads
    this.#sizes = sizes
  }

  /** Enters how the full walk went. */
  walk(walk: WalkEvidence): void {
    this.#walk = walk
  }

  /** Judges the history as a whole, once all is entered, and gives what all comes to. Findings stand from worst to mildest. */
  close(): Outcome {
    const evidence: HistoryEvidence = {
      history: this.history,
      walk: this.#walk,
      heads: this.#heads,
      past: this.#past,
      reported: this.#reported,
      failed: this.#failed,
      checked: new Set(this.known.selected ?? this.#checked.map(({ id }) => id)),
    }
    const judgement = judgeHistory(evidence, this.settings)
    this.#usedIgnores.push(...judgement.usedIgnores)
    const findings = bySeverity([...this.#findings, ...this.#foreseen.told(judgement.findings)])
    const { failOn } = this.settings
    // A comment for a rule that was not judged silences nothing and is no mistake.
    const lacks = { walk: this.#walk === null, heads: this.#heads === null }
    const notRun = RULES.filter(({ needs }) => needs !== undefined && lacks[needs]).map(({ id }) => id)
    return {
      failOn,
      verdict: verdictOf(findings, failOn),
      counts: countFindings(findings),
      revisions: this.#revisions,
      walk: this.#walkResult(judgement.findings),
      findings,
      unusedIgnores: unusedIgnores(this.#checked, this.#usedIgnores, notRun),
      ...this.#inventory(),
    }
  }

  #inventory(): Pick<Outcome, 'materializedViews' | 'dependencies'> {
    if (this.#heads === null) return {}
    return {
      materializedViews: inventoryOf(this.#heads, this.#past, this.#sizes),
      dependencies: dependenciesOf(this.#heads, this.#touched.relations),
    }
  }

  #walkResult(findings: readonly Finding[]): WalkResult | null {
    if (this.#walk === null) return null
    const { failure, revisions, stoppedAt, milliseconds } = this.#walk
    const isWrong = findings.some(({ leg, severity }) => leg === 'walk' && severity === 'error')
    const status = isWrong || failure !== null ? 'failed' : 'passed'
    return { status, revisions, stoppedAt, milliseconds: Math.round(milliseconds) }
  }
}
