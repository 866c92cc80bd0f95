import { keyOfObject, type CatalogObject } from '../model/catalog.js'
import { everyChange, type Change } from '../model/change.js'
import type { RevisionEvidence } from '../model/evidence.js'
import type { Finding, Fix } from '../model/finding.js'
import { mayBeShared } from '../model/intent.js'
import type { Sql } from './mender.js'
import { undoAll, undoingOf, type Undo } from './undo.js'
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
  const undoing = undoingOf(evidence)
  return findings.map((finding) => ({ ...finding, fix: finding.fix ?? fixFor(finding, evidence, undoing) }))
}

function fixFor(finding: Finding, evidence: RevisionEvidence, undoing: () => Undo): Fix | null {
  const { rule, severity, object } = finding
  const { before, legs, upgraded, notUndone } = evidence
  if (before === null || severity === 'notice') return null
  if (OF_UPGRADE.has(rule)) return fixOf('upgrade', giveBack(finding, evidence))
  const isOwn = (one: Pick<CatalogObject, 'kind' | 'schema' | 'name'>): boolean =>
    !mayBeShared(one, legs.upgrade.intents)
  if (rule === 'noop-downgrade') {
    const own = (upgraded ?? []).filter(({ type, object: one }) => type !== 'added' || isOwn(one))
    return fixOf('downgrade', undoAll(own, before))
  }
  if (!ABOUT_OBJECTS.has(rule) || object === null) return null
  if (rule === 'left-behind' && !isOwn(object)) return null
  const change = find(keyOfObject(object), notUndone ?? [])
  return change === null ? null : fixOf('downgrade', undoing().sqlFor([change]))
}

function fixOf(function_: Fix['function'], sql: Sql): Fix | null {
  return sql === null || sql.length === 0 ? null : { function: function_, sql, tried: false }
}

function find(key: string, changes: readonly Change[]): Change | null {
  const speaksOf = (change: Change): CatalogObject =>
    change.type === 'replaced' ? change.before : change.object
  return everyChange(changes).find((change) => keyOfObject(speaksOf(change)) === key) ?? null
}
