import type { Snapshot } from '../model/catalog.js'
import { everyChange, type Change } from '../model/change.js'
import type { HistoryEvidence, Past, RevisionEvidence } from '../model/evidence.js'
import type { Finding, Fix } from '../model/finding.js'
import type { History } from '../model/history.js'
import { readiness } from '../model/materialized-view.js'
import { judgeHistory, type JudgeSettings } from './judge.js'

/** Each costs some legs and copies of the database: after so many, fixes that are told at the heads stay untried. */
const MOST = 20

/**
 * Findings that are told only at the heads, foreseen at the revision that makes their object, where their fixes can be tried. What a later
 * revision mends is not told in the end, and then no fix is asked for.
 */
export class Foreseen {
  readonly #fixes = new Map<string, Fix>()

  constructor(
    private readonly history: History,
    private readonly settings: JudgeSettings,
  ) {}

  /** The findings with a fix that would be told of the revision, which is past by now, if what stands after it stood at the heads. */
  at({ revision, after, upgraded }: RevisionEvidence, past: Past): readonly Finding[] {
    if (after === null || this.#fixes.size >= MOST || !(upgraded ?? []).some(isUnready)) return []
    const evidence = { ...this.#evidence(after, past), checked: new Set([revision.id]) }
    return judgeHistory(evidence, this.settings).findings.filter(
      (finding) => finding.revision === revision.id && finding.fix !== null,
    )
  }

  /** Remembers what became of their fixes. */
  keep(findings: readonly Finding[]): void {
    for (const { fingerprint, fix } of findings) if (fix !== null) this.#fixes.set(fingerprint, fix)
  }

  /** The findings that are told at the heads, with what became of their fixes. */
  told(findings: readonly Finding[]): readonly Finding[] {
    return findings.map((finding) => {
      const fix = this.#fixes.get(finding.fingerprint)
      return fix !== undefined && fix.sql.join() === finding.fix?.sql.join() ? { ...finding, fix } : finding
    })
  }

  #evidence(heads: Snapshot, past: Past): Omit<HistoryEvidence, 'checked'> {
    return { history: this.history, walk: null, heads, past, reported: new Set(), failed: new Set() }
  }
}

/** True for a materialized view that came, or was made anew, and lacks what a concurrent refresh needs. */
function isUnready(change: Change): boolean {
  const { type, object, children } = change
  const isNew = type === 'added' || type === 'replaced' || (type === 'altered' && change.recreated)
  if (!isNew || object.kind !== 'materialized view') return false
  const indexes = everyChange(children).flatMap((child) =>
    child.type !== 'removed' && child.object.kind === 'index' ? [child.object] : [],
  )
  return !readiness(object, indexes).ready
}
