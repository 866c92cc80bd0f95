import { objectKey, type CatalogObject, type ObjectKey, type Snapshot } from '../model/catalog.js'

/** The objects as they stand, by the relation they belong to; by their kind where they stand outside relations. */
export class Objects {
  readonly #objects = new Map<ObjectKey, CatalogObject>()
  readonly #keys = new Map<number | string, Set<ObjectKey>>()

  /** `relation`: 0 for an object outside relations. */
  add(relation: number, object: CatalogObject): void {
    const key = objectKey(object.kind, object.identity)
    const place = relation === 0 ? object.kind : relation
    this.#objects.set(key, object)
    const keys = this.#keys.get(place)
    if (keys === undefined) this.#keys.set(place, new Set([key]))
    else keys.add(key)
  }

  /** Forgets the objects of relations, and those of kinds outside relations. */
  forget(places: Iterable<number | string>): void {
    for (const place of places) {
      for (const key of this.#keys.get(place) ?? []) this.#objects.delete(key)
      this.#keys.delete(place)
    }
  }

  clear(): void {
    this.#objects.clear()
    this.#keys.clear()
  }

  /** A copy that later changes leave alone; the objects themselves are shared. */
  snapshot(): Snapshot {
    return { objects: new Map(this.#objects) }
  }
}
