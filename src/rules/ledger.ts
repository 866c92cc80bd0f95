import type { ObjectKey } from '../model/catalog.js'
import type { Change } from '../model/change.js'
import { objectKey } from '../model/catalog.js'
import type { HistoryEvidence, RevisionEvidence, WalkEvidence } from '../model/evidence.js'
import type { Finding } from '../model/finding.js'
import type { History, Revision } from '../model/history.js'
import type { RevisionResult, UnusedIgnore, WalkResult } from '../model/result.js'
import { LEGS } from '../model/step.js'
import { unusedIgnores, type UsedIgnore } from './ignores.js'
import { bySeverity, judgeHistory, judgeRevision, reportedKeys, type JudgeSettings } from './judge.js'

/** What a run's judgements come to, entered revision by revision so that no evidence need be kept. */
export class Ledger {
  readonly revisions: RevisionResult[] = []
  walkResult: WalkResult | null = null
  readonly #findings: Finding[] = []
  readonly #checked: Revision[] = []
  readonly #usedIgnores: UsedIgnore[] = []
  readonly #madeBy = new Map<ObjectKey, string>()
  readonly #reported = new Set<ObjectKey>()
  readonly #failed = new Set<string>()

  constructor(
    private readonly history: History,
    private readonly settings: JudgeSettings,
  ) {}

  /** Judges one revision. Its findings count once they come back through `add`. */
  revision(
    evidence: RevisionEvidence,
    checked: boolean,
  ): { revision: RevisionResult; findings: readonly Finding[] } {
    const { findings, usedIgnores } = judgeRevision(evidence, this.settings)
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
    this.revisions.push(revision)
    this.#usedIgnores.push(...usedIgnores)
    if (checked) this.#checked.push(evidence.revision)
    if (failed) this.#failed.add(id)
    for (const change of evidence.upgraded ?? []) this.#noteMaker(change, id)
    for (const key of reportedKeys(evidence)) this.#reported.add(key)
    return { revision, findings }
  }

  /** Enters findings and gives them back. */
  add(findings: readonly Finding[]): readonly Finding[] {
    this.#findings.push(...findings)
    return findings
  }

  /** Judges the history as a whole, the full walk included. */
  walk(walk: WalkEvidence): void {
    const evidence: HistoryEvidence = {
      history: this.history,
      walk,
      madeBy: this.#madeBy,
      reported: this.#reported,
      failed: this.#failed,
    }
    const { findings, usedIgnores } = judgeHistory(evidence, this.settings)
    this.add(findings)
    this.#usedIgnores.push(...usedIgnores)
    this.walkResult = {
      status:
        findings.some(({ severity }) => severity === 'error') || walk.failure !== null ? 'failed' : 'passed',
      revisions: walk.revisions,
      stoppedAt: walk.stoppedAt,
      milliseconds: Math.round(walk.milliseconds),
    }
  }

  /** All findings, from worst to mildest, otherwise in the order of the history. */
  findings(): readonly Finding[] {
    return bySeverity(this.#findings)
  }

  /** The comments in checked migrations that silenced nothing. */
  unusedIgnores(): readonly UnusedIgnore[] {
    const notRun = this.walkResult === null ? ['full-walk-fails'] : []
    return unusedIgnores(this.#checked, this.#usedIgnores, notRun)
  }

  #noteMaker(change: Change, revision: string): void {
    if (change.type === 'added' || change.type === 'replaced')
      this.#madeBy.set(objectKey(change.object.kind, change.object.identity), revision)
    for (const child of change.children) this.#noteMaker(child, revision)
  }
}
