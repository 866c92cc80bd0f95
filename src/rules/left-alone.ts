import { isView, keyOfObject, type CatalogObject } from '../model/catalog.js'
import { everyChange } from '../model/change.js'
import type { RevisionEvidence } from '../model/evidence.js'

/**
 * True when the upgrade did nothing to an object that stood before it, as one does that makes a table only where there is none. A view
 * is in doubt as soon as the upgrade changed anything that stood: to take that back its downgrade may have to drop the view, too.
 */
export function leftAlone(
  object: CatalogObject,
  { after, upgraded }: Pick<RevisionEvidence, 'after' | 'upgraded'>,
): boolean {
  const key = keyOfObject(object)
  if (upgraded === null || after?.objects.get(key)?.oid !== object.oid) return false
  return everyChange(upgraded).every(
    (change) =>
      keyOfObject(change.object) !== key &&
      change.object.parent !== key &&
      !(isView(object) && change.type !== 'added'),
  )
}
