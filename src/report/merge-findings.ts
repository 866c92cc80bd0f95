import type { Finding } from '../model/finding.js'
import type { CheckResult } from '../model/result.js'
import { environmentKeys } from './environments.js'
import { rank } from './story.js'

/**
 * The findings of several runs, each told once: the same finding is recognised by its fingerprint, and told as the run
 * that saw it at its worst did. A run may hold two with one fingerprint; the second then matches the others' second.
 * `keys` are all environments, which `where` counts by; with one environment there is no `where`.
 */
export function mergeFindings(runs: readonly CheckResult[], keys: readonly string[]): readonly Finding[] {
  const merged = new Map<string, { finding: Finding; where: Set<number> }>()
  for (const run of runs) {
    const own = environmentKeys(run).map((key) => keys.indexOf(key))
    const seen = new Map<string, number>()
    for (const finding of run.findings) {
      const nth = seen.get(finding.fingerprint) ?? 0
      seen.set(finding.fingerprint, nth + 1)
      const id = `${nth} ${finding.fingerprint}`
      const entry = merged.get(id) ?? { finding, where: new Set<number>() }
      const found = finding.where?.map((at) => own[at] ?? 0) ?? own
      for (const at of found) entry.where.add(at)
      const worse = rank(finding.severity) < rank(entry.finding.severity)
      merged.set(id, worse ? { finding, where: entry.where } : entry)
    }
  }
  return [...merged.values()].map(({ finding, where }) =>
    keys.length === 1 ? finding : { ...finding, where: [...where].toSorted((a, b) => a - b) },
  )
}
