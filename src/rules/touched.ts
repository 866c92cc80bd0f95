import { isRelation, keyOfObject, type CatalogObject, type ObjectKey } from '../model/catalog.js'
import { everyChange, type Change } from '../model/change.js'
import type { Touch } from '../model/inventory.js'

/** A relation that revisions touched, as they left it; one they dropped as it last was. */
export interface TouchedRelation {
  readonly touch: Touch
  readonly object: CatalogObject | null
}

/** What revisions did to relations, all together, entered one revision after another. */
export class Touched {
  readonly #relations = new Map<ObjectKey, TouchedRelation>()

  get relations(): ReadonlyMap<ObjectKey, TouchedRelation> {
    return this.#relations
  }

  enter(changes: readonly Change[]): void {
    for (const root of changes) {
      const { object } = root
      // An index that is made alone alters its relation.
      if (!isRelation(object) && object.parent !== null) this.#note(object.parent, 'altered', null)
      for (const change of everyChange([root])) {
        if (change.type === 'replaced') this.#noteRelation('dropped', change.before)
        this.#noteRelation(touchOf(change), change.object)
      }
    }
  }

  #noteRelation(touch: Touch, object: CatalogObject): void {
    if (isRelation(object)) this.#note(keyOfObject(object), touch, object)
  }

  #note(key: ObjectKey, touch: Touch, object: CatalogObject | null): void {
    const known = this.#relations.get(key)
    const all = together(known?.touch, touch)
    if (all === null) this.#relations.delete(key)
    else this.#relations.set(key, { touch: all, object: object ?? known?.object ?? null })
  }
}

function touchOf(change: Change): Touch {
  if (change.type === 'altered') return change.recreated ? 'recreated' : 'altered'
  return change.type === 'removed' ? 'dropped' : 'created'
}

/** What two touches come to; null when the relation was not there before and is not there now. */
function together(first: Touch | undefined, then: Touch): Touch | null {
  if (first === undefined) return then
  if (then === 'dropped') return first === 'created' ? null : 'dropped'
  if (first === 'dropped') return 'recreated'
  return first === 'altered' ? then : first
}
