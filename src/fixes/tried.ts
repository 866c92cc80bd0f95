import type { Snapshot } from '../model/catalog.js'
import type { RevisionEvidence } from '../model/evidence.js'
import type { Finding, Fix } from '../model/finding.js'
import type { Trial } from '../run/index.js'
import { undoAll } from './undo.js'

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
  const mendedBy = async (
    function_: Fix['function'],
    some: readonly Finding[],
  ): Promise<readonly Finding[]> => {
    const sql = statementsFor(function_, some, evidence)
    const tried = sql.length === 0 ? null : await trial(function_, sql)
    if (tried?.holds !== true) return []
    const left = new Set(retold(function_, tried.after).map(({ fingerprint }) => fingerprint))
    if ([...left].some((fingerprint) => !known.has(fingerprint))) return []
    return some.filter(({ fingerprint }) => !left.has(fingerprint))
  }
  const mended: Finding[] = []
  for (const function_ of ['downgrade', 'upgrade'] as const) {
    const due = findings.filter(({ fix }) => fix?.function === function_)
    const together = await mendedBy(function_, due)
    mended.push(...together)
    if (together.length > 0 || due.length === 1 || due.length > MOST_ALONE) continue
    for (const one of due) mended.push(...(await mendedBy(function_, [one])))
  }
  return findings.map((finding) =>
    finding.fix !== null && mended.includes(finding)
      ? { ...finding, fix: { ...finding.fix, tried: true } }
      : finding,
  )
}

/** The statements of all fixes for a function, each once, in an order that suits them all where one is known. */
function statementsFor(
  function_: Fix['function'],
  findings: readonly Finding[],
  { before, notUndone }: RevisionEvidence,
): readonly string[] {
  const all = new Set(findings.flatMap(({ fix }) => (fix?.function === function_ ? fix.sql : [])))
  if (function_ === 'upgrade' || before === null) return [...all]
  const order = undoAll(notUndone ?? [], before) ?? []
  // A RENAME is in no such order; what is made again may need the name.
  return [...[...all].filter((sql) => !order.includes(sql)), ...order.filter((sql) => all.has(sql))]
}
