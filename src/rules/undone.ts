import type { Change } from '../model/change.js'
import type { RevisionEvidence } from '../model/evidence.js'
import { roots } from './changes.js'

/**
 * True when the upgrade changed the schema, the downgrade has nothing to run, and so all of it stays: told once, by
 * `noop-downgrade`. A function that is missing in the source may still be there, made by an assignment; then it ran.
 */
export function isNoop({ revision, legs, upgraded, notUndone, irreversible }: RevisionEvidence): boolean {
  if (irreversible !== null || (upgraded?.length ?? 0) === 0) return false
  if (revision.downgradeShape === 'missing') return legs.downgrade.status === 'failed'
  return revision.downgradeShape === 'empty' && (notUndone?.length ?? 0) > 0
}

/** What the downgrade left different, one change a finding; nothing where the downgrade as a whole is told instead. */
export function notUndone(evidence: RevisionEvidence): readonly Change[] {
  return isNoop(evidence) || evidence.irreversible !== null ? [] : roots(evidence.notUndone)
}
