import { objectKey, type CatalogObject, type ObjectKey, type Snapshot } from '../model/catalog.js'

/** The objects as they stand, by the relation they belong to; 0 for those outside relations. */
export class Objects {
  readonly #objects = new Map<ObjectKey, CatalogObject>()
  readonly #keys = new Map<number, Set<ObjectKey>>()

  add(relation: number, object: CatalogObject): void {
    const key = objectKey(object.kind, object.identity)
    this.#objects.set(key, object)
    const keys = this.#keys.get(relation)
    if (keys === undefined) this.#keys.set(relation, new Set([key]))
    else keys.add(key)
  }

  forget(relations: Iterable<number>): void {
    for (const relation of relations) {
      for (const key of this.#keys.get(relation) ?? []) this.#objects.delete(key)
      this.#keys.delete(relation)
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
