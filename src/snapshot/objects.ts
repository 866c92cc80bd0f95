import { keyOfObject, type CatalogObject, type ObjectKey, type Snapshot } from '../model/catalog.js'
import { ObjectMap } from '../model/object-map.js'

/** The objects as they stand, by the relation they belong to; by their kind where they stand outside relations. */
export class Objects {
  #taken = ObjectMap.EMPTY
  /** What came since the last snapshot, and what went as undefined. */
  readonly #changes = new Map<ObjectKey, CatalogObject | undefined>()
  readonly #keys = new Map<number | string, Set<ObjectKey>>()

  /** `relation`: 0 for an object outside relations. */
  add(relation: number, object: CatalogObject): void {
    const key = keyOfObject(object)
    const place = relation === 0 ? object.kind : relation
    this.#changes.set(key, object)
    const keys = this.#keys.get(place)
    if (keys === undefined) this.#keys.set(place, new Set([key]))
    else keys.add(key)
  }

  /** Forgets the objects of relations, and those of kinds outside relations. */
  forget(places: Iterable<number | string>): void {
    for (const place of places) {
      for (const key of this.#keys.get(place) ?? []) this.#changes.set(key, undefined)
      this.#keys.delete(place)
    }
  }

  clear(): void {
    this.#taken = ObjectMap.EMPTY
    this.#changes.clear()
    this.#keys.clear()
  }

  /** The objects as they stand, which later changes leave alone. */
  snapshot(): Snapshot {
    this.#taken = this.#taken.with(this.#changes)
    this.#changes.clear()
    return { objects: this.#taken }
  }
}
