import type { ObjectKey, Snapshot } from '../model/catalog.js'
import type { HistoryEvidence, RevisionEvidence, WalkEvidence } from '../model/evidence.js'
import type { Finding } from '../model/finding.js'
import type { History, Revision } from '../model/history.js'
import type { CheckResult, RevisionResult, WalkResult } from '../model/result.js'
import { LEGS } from '../model/step.js'
import { countFindings, verdictOf } from '../model/verdict.js'
import { unusedIgnores, type UsedIgnore } from './ignores.js'
import { Chronicle } from './past.js'
import { bySeverity, judgeHistory, judgeRevision, reportedKeys, type JudgeSettings } from './judge.js'

/** The part of a result that the judgements make. */
type Outcome = Pick<
  CheckResult,
  'failOn' | 'verdict' | 'counts' | 'revisions' | 'walk' | 'findings' | 'unusedIgnores'
>

/** What a run's judgements come to, entered revision by revision so that no evidence need be kept. */
export class Ledger {
  readonly #revisions: RevisionResult[] = []
  readonly #findings: Finding[] = []
  readonly #checked: Revision[] = []
  readonly #usedIgnores: UsedIgnore[] = []
  readonly #past = new Chronicle()
  #heads: Snapshot | null = null
  #walk: WalkEvidence | null = null
  readonly #reported = new Set<ObjectKey>()
  readonly #failed = new Set<string>()

  constructor(
    private readonly history: History,
    private readonly settings: JudgeSettings & Pick<CheckResult, 'failOn'>,
  ) {}

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
    if (checked) this.#checked.push(evidence.revision)
    if (failed) this.#failed.add(id)
    this.#past.enter(evidence)
    for (const key of reportedKeys(evidence)) this.#reported.add(key)
    return { revision, findings }
  }

  /** Enters findings and gives them back. */
  add(findings: readonly Finding[]): readonly Finding[] {
    this.#findings.push(...findings)
    return findings
  }

  /** Enters what stands at the heads. */
  reach(heads: Snapshot): void {
    this.#heads = heads
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
    }
    const judgement = judgeHistory(evidence, this.settings)
    this.#usedIgnores.push(...judgement.usedIgnores)
    const findings = bySeverity([...this.#findings, ...judgement.findings])
    const { failOn } = this.settings
    // A comment for a rule that was not judged silences nothing and is no mistake.
    const notRun = this.#walk === null ? ['full-walk-fails'] : []
    return {
      failOn,
      verdict: verdictOf(findings, failOn),
      counts: countFindings(findings),
      revisions: this.#revisions,
      walk: this.#walkResult(judgement.findings),
      findings,
      unusedIgnores: unusedIgnores(this.#checked, this.#usedIgnores, notRun),
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
