import {
  isRelation,
  isView,
  keyOfObject,
  readsOf,
  type CatalogObject,
  type ObjectKey,
  type Snapshot,
} from '../model/catalog.js'
import { everyChange, type Change } from '../model/change.js'
import type { RevisionEvidence } from '../model/evidence.js'

/** What may change on a table without any need to drop a view that reads it. */
const BESIDE = new Set(['index', 'trigger', 'policy', 'sequence', 'statistics object'])

/**
 * True when the upgrade did nothing to an object that stood before it, as one does that makes a table only where there is none. A view is
 * in doubt where the upgrade changed what it may stand on: to take that back its downgrade may have to drop the view, too.
 */
export function leftAlone(
  object: CatalogObject,
  { after, upgraded }: Pick<RevisionEvidence, 'after' | 'upgraded'>,
): boolean {
  const key = keyOfObject(object)
  if (upgraded === null || after?.objects.get(key)?.oid !== object.oid) return false
  const below = isView(object) ? readBy(object, after) : null
  return everyChange(upgraded).every(
    (change) =>
      keyOfObject(change.object) !== key &&
      change.object.parent !== key &&
      (below === null || !maySupport(change, below)),
  )
}

/** The keys of all that a view reads, however far below. */
function readBy(view: CatalogObject, { objects }: Snapshot): ReadonlySet<ObjectKey> {
  const found = new Set(readsOf(view))
  for (const key of found) {
    const below = objects.get(key)
    if (below !== undefined) for (const one of readsOf(below)) found.add(one)
  }
  return found
}

function maySupport({ type, object }: Change, below: ReadonlySet<ObjectKey>): boolean {
  if (type === 'added' || BESIDE.has(object.kind)) return false
  // Of anything else, such as a function, the catalog is not asked who uses it.
  if (!isRelation(object) && object.kind !== 'column') return true
  return below.has(keyOfObject(object)) || below.has(object.parent ?? '')
}
