import type { Snapshot } from '../model/catalog.js'
import type { RevisionEvidence } from '../model/evidence.js'
import type { Finding, Fix } from '../model/finding.js'
import type { Trial } from '../run/index.js'
import { undoingOf } from './undo.js'

/** What would be told of the revision if this stood after one of its functions. */
export type Retold = (function_: Fix['function'], after: Snapshot) => readonly Finding[]

/** Trying costs two legs: more fixes than these are only tried together. */
const MOST_ALONE = 5

/**
 * The findings with their fixes tried: all those for one function together, since one may need another, and where that does not do,
 * each alone. A fix counts as tried when its finding is gone after it, no other has come, and the legs that follow hold.
 */
export async function withTried(
  findings: readonly Finding[],
  evidence: RevisionEvidence,
  trial: Trial,
  retold: Retold,
): Promise<readonly Finding[]> {
  const known = new Set(findings.map(({ fingerprint }) => fingerprint))
  const failures = new Map<Finding, string | null>()
  const tryOn = async (function_: Fix['function'], some: readonly Finding[]): Promise<boolean> => {
    const { after, failed } = await trial(function_, statementsFor(function_, some, evidence))
    const told = after === null || failed !== null ? [] : retold(function_, after)
    const other = told.find(({ fingerprint }) => !known.has(fingerprint))
    const left = new Set(told.map(({ fingerprint }) => fingerprint))
    for (const one of some)
      failures.set(
        one,
        failed ??
          (other ? `then ${other.message}` : left.has(one.fingerprint) ? 'it is told all the same' : null),
      )
    return some.some((one) => failures.get(one) === null)
  }
  for (const function_ of ['downgrade', 'upgrade'] as const) {
    const due = findings.filter(({ fix }) => fix?.function === function_)
    if (due.length === 0 || (await tryOn(function_, due)) || due.length === 1 || due.length > MOST_ALONE)
      continue
    for (const one of due) await tryOn(function_, [one])
  }
  return findings.map((finding) => {
    const failed = failures.get(finding)
    if (finding.fix === null || failed === undefined) return finding
    return { ...finding, fix: failed === null ? { ...finding.fix, tried: true } : { ...finding.fix, failed } }
  })
}

/** The statements of all fixes for a function, each once, in an order that suits them all where one is known. */
function statementsFor(
  function_: Fix['function'],
  findings: readonly Finding[],
  evidence: RevisionEvidence,
): readonly string[] {
  const all = new Set(findings.flatMap(({ fix }) => (fix?.function === function_ ? fix.sql : [])))
  if (function_ === 'upgrade' || evidence.before === null || findings.length === 1) return [...all]
  const order = undoingOf(evidence)().all
  return [...[...all].filter((sql) => !order.includes(sql)), ...order.filter((sql) => all.has(sql))]
}
