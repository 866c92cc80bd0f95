import { isView, type CatalogObject } from '../catalog.js'
import type { Change, Difference } from '../change.js'
import type { RevisionEvidence } from '../evidence.js'
import { mayMean } from '../intent.js'
import { lostHanging, type LostHanging } from './hanging.js'
import { saidBy } from './said.js'
import { lostColumns, lostSettings, type ColumnSettings } from './settings.js'

/** A view or materialized view that an upgrade made anew, with what it had before and lost though no statement says so. */
export interface Redefinition extends LostHanging {
  readonly before: CatalogObject
  readonly object: CatalogObject
  readonly differences: readonly Difference[]
  readonly columns: readonly ColumnSettings[]
}

/** The views and materialized views that the upgrade made anew and that came out of it with less than they had. */
export function redefinitions(evidence: RevisionEvidence): readonly Redefinition[] {
  const { before, after, upgraded, legs } = evidence
  if (before === null || after === null || upgraded === null) return []
  const views = upgraded.filter(isOfView)
  // Most upgrades touch none, and the snapshot is large.
  if (views.length === 0) return []
  const { statements, intents } = legs.upgrade
  const said = saidBy(statements)
  const living = new Set(
    [...after.objects.values()].flatMap(({ slot, oid }) => (slot === 'relation' ? [oid] : [])),
  )
  return views.flatMap((change): readonly Redefinition[] => {
    const { before: view, object } = change
    if (change.type === 'altered' && !change.recreated)
      return orReplaced(change, evidence).filter(({ differences }) => differences.length > 0)
    // What was only renamed is still there, and so is all that hangs on it.
    if (living.has(view.oid)) return []
    const found = {
      before: view,
      object,
      ...(view.kind === object.kind
        ? lostHanging(view, object, [before, after], intents.all, said)
        : { gone: [], poorer: [] }),
      differences: lostSettings(view, object, said),
      columns: lostColumns(view, object, said),
    }
    const count = found.gone.length + found.poorer.length + found.differences.length + found.columns.length
    return count === 0 ? [] : [found]
  })
}

type OfTwo = Extract<Change, { type: 'altered' | 'replaced' }>

function isOfView(change: Change): change is OfTwo {
  return (
    (change.type === 'altered' || change.type === 'replaced') &&
    isView(change.before) &&
    isView(change.object)
  )
}

/**
 * CREATE OR REPLACE VIEW keeps all but the options, which are those of its own WITH clause.
 * https://www.postgresql.org/docs/current/sql-createview.html
 */
function orReplaced({ before, object }: OfTwo, { legs }: RevisionEvidence): readonly Redefinition[] {
  const { statements, intents } = legs.upgrade
  const replaces = intents.all.some(
    (intent) => intent.act === 'create' && intent.replaces && mayMean(intent.target, object),
  )
  if (!replaces) return []
  const differences = lostSettings(before, object, saidBy(statements)).filter(
    ({ property }) => property === 'options',
  )
  return [{ before, object, gone: [], poorer: [], differences, columns: [] }]
}
