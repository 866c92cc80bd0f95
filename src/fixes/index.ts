import { keyOfObject, type CatalogObject } from '../model/catalog.js'
import { everyChange, type Change } from '../model/change.js'
import type { RevisionEvidence } from '../model/evidence.js'
import type { Finding, Fix } from '../model/finding.js'
import type { Sql } from './mender.js'
import { renameBack } from './renamed.js'
import { undoAll } from './undo.js'
import { giveBack } from './upgrade.js'

export { withTried } from './tried.js'

/** Rules about what one object of the schema is after the downgrade. */
const ABOUT_OBJECTS = new Set(['left-behind', 'not-restored', 'restored-differently', 'kind-changed'])
/** Rules about what the upgrade itself took. */
const OF_UPGRADE = new Set(['index-lost-on-redefine', 'cascade-dropped'])

/**
 * The findings of one revision, each with the SQL that would mend it where that can be told from the catalog as it
 * stood. Nothing is tried here.
 */
export function withFixes(findings: readonly Finding[], evidence: RevisionEvidence): readonly Finding[] {
  return findings.map((finding) => ({ ...finding, fix: finding.fix ?? fixFor(finding, evidence) }))
}

function fixFor(finding: Finding, evidence: RevisionEvidence): Fix | null {
  const { rule, severity, object } = finding
  const { before, upgraded, notUndone } = evidence
  if (before === null || severity === 'notice') return null
  if (OF_UPGRADE.has(rule)) return fixOf('upgrade', giveBack(finding, evidence))
  const changes = rule === 'noop-downgrade' ? [...(upgraded ?? [])] : []
  if (ABOUT_OBJECTS.has(rule) && object !== null) {
    const change = find(keyOfObject(object), notUndone ?? [])
    if (change !== null) changes.push(change)
    const rename = change === null ? null : renameBack(change.object, notUndone ?? [])
    if (rename !== null) return fixOf('downgrade', rename)
  }
  return fixOf('downgrade', undoAll(changes, before))
}

function fixOf(function_: Fix['function'], sql: Sql): Fix | null {
  return sql === null || sql.length === 0 ? null : { function: function_, sql, tried: false }
}

function find(key: string, changes: readonly Change[]): Change | null {
  const speaksOf = (change: Change): CatalogObject =>
    change.type === 'replaced' ? change.before : change.object
  return everyChange(changes).find((change) => keyOfObject(speaksOf(change)) === key) ?? null
}
