import type { Snapshot } from '../model/catalog.js'
import type { RevisionEvidence } from '../model/evidence.js'
import type { Finding, Fix } from '../model/finding.js'
import type { Trial } from '../run/index.js'
import { undoAll } from './undo.js'

/** What would be told of the revision if this stood after one of its functions. */
export type Retold = (function_: Fix['function'], after: Snapshot) => readonly Finding[]

/**
 * The findings with their fixes tried: all those for one function together, since one may need another. A fix counts as tried when
 * its finding is gone after it, no other has come, and the legs that follow hold.
 */
export async function withTried(
  findings: readonly Finding[],
  evidence: RevisionEvidence,
  trial: Trial,
  retold: Retold,
): Promise<readonly Finding[]> {
  const mended = new Set<string>()
  for (const function_ of ['downgrade', 'upgrade'] as const) {
    const sql = statementsFor(function_, findings, evidence)
    const tried = sql.length === 0 ? null : await trial(function_, sql)
    if (tried?.holds !== true) continue
    const left = new Set(retold(function_, tried.after).map(({ fingerprint }) => fingerprint))
    const known = new Set(findings.map(({ fingerprint }) => fingerprint))
    if ([...left].some((fingerprint) => !known.has(fingerprint))) continue
    for (const { fix, fingerprint } of findings)
      if (fix?.function === function_ && !left.has(fingerprint)) mended.add(fingerprint)
  }
  return findings.map((finding) =>
    finding.fix !== null && mended.has(finding.fingerprint)
      ? { ...finding, fix: { ...finding.fix, tried: true } }
      : finding,
  )
}

/** The statements of all fixes for a function, each once, in an order that suits them all where one is known. */
function statementsFor(
  function_: Fix['function'],
  findings: readonly Finding[],
  { before, notUndone, upgraded, legs }: RevisionEvidence,
): readonly string[] {
  const all = new Set(findings.flatMap(({ fix }) => (fix?.function === function_ ? fix.sql : [])))
  if (function_ === 'upgrade' || before === null) return [...all]
  const changes = legs.downgrade.status === 'passed' ? notUndone : upgraded
  const order = undoAll(changes ?? [], before) ?? []
  // A RENAME is in no such order; what is made again may need the name.
  return [...[...all].filter((sql) => !order.includes(sql)), ...order.filter((sql) => all.has(sql))]
}
