import { objectKey } from '../model/catalog.js'
import type { Change } from '../model/change.js'
import type { RevisionEvidence } from '../model/evidence.js'
import type { Finding, Fix } from '../model/finding.js'
import { undoAll } from './undo.js'

/** Rules about what one object of the schema is after the downgrade. */
const ABOUT_OBJECTS = new Set(['left-behind', 'not-restored', 'restored-differently', 'kind-changed'])

/**
 * The findings of one revision, each with the SQL that would mend it where that can be told from the catalog as it
 * stood. Nothing is tried here: `tried` is false.
 */
export function withFixes(findings: readonly Finding[], evidence: RevisionEvidence): readonly Finding[] {
  return findings.map((finding) => ({ ...finding, fix: finding.fix ?? fixFor(finding, evidence) }))
}

function fixFor(
  { rule, severity, object }: Finding,
  { before, upgraded, notUndone }: RevisionEvidence,
): Fix | null {
  if (before === null || severity === 'notice') return null
  const changes = rule === 'noop-downgrade' ? [...(upgraded ?? [])] : []
  if (ABOUT_OBJECTS.has(rule) && object !== null) {
    const change = find(objectKey(object.kind, object.identity), notUndone ?? [])
    if (change !== null) changes.push(change)
  }
  const sql = undoAll(changes, before)
  return sql === null || sql.length === 0 ? null : { function: 'downgrade', sql, tried: false }
}

function find(key: string, changes: readonly Change[]): Change | null {
  for (const change of changes) {
    const object = change.type === 'replaced' ? change.before : change.object
    if (objectKey(object.kind, object.identity) === key) return change
    const below = find(key, change.children)
    if (below !== null) return below
  }
  return null
}
