import type { CatalogObject, ObjectKey } from './catalog.js'

type Objects = ReadonlyMap<ObjectKey, CatalogObject>

/** A change costs a copy of this many references and of one bucket; a comparison, a look at each. */
const BUCKETS = 1024
const NONE: Objects = new Map()

/**
 * Objects by their keys, never changed once made. A map made from another one shares with it what is the same, so that making and
 * comparing them costs as much as there are changes, not as there are objects. In no order.
 */
export class ObjectMap implements Objects {
  static readonly EMPTY = new ObjectMap([], 0)

  private constructor(
    private readonly buckets: readonly (Objects | undefined)[],
    readonly size: number,
  ) {}

  /** This map with some objects put in or, where there is none for the key, taken out. */
  with(changes: ReadonlyMap<ObjectKey, CatalogObject | undefined>): ObjectMap {
    if (changes.size === 0) return this
    const buckets = [...this.buckets]
    const fresh = new Map<number, Map<ObjectKey, CatalogObject>>()
    let size = this.size
    for (const [key, object] of changes) {
      const place = bucketOf(key)
      let bucket = fresh.get(place)
      if (bucket === undefined) fresh.set(place, (bucket = new Map(buckets[place])))
      size -= bucket.size
      if (object === undefined) bucket.delete(key)
      else bucket.set(key, object)
      size += bucket.size
    }
    for (const [place, bucket] of fresh) buckets[place] = bucket
    return new ObjectMap(buckets, size)
  }

  get(key: ObjectKey): CatalogObject | undefined {
    return this.buckets[bucketOf(key)]?.get(key)
  }

  has(key: ObjectKey): boolean {
    return this.get(key) !== undefined
  }

  *entries(): MapIterator<[ObjectKey, CatalogObject]> {
    for (const bucket of this.buckets) if (bucket !== undefined) yield* bucket
  }

  *keys(): MapIterator<ObjectKey> {
    for (const bucket of this.buckets) if (bucket !== undefined) yield* bucket.keys()
  }

  *values(): MapIterator<CatalogObject> {
    for (const bucket of this.buckets) if (bucket !== undefined) yield* bucket.values()
  }

  [Symbol.iterator](): MapIterator<[ObjectKey, CatalogObject]> {
    return this.entries()
  }

  forEach(each: (object: CatalogObject, key: ObjectKey, map: Objects) => void): void {
    for (const [key, object] of this.entries()) each(object, key, this)
  }

  /** The parts of two maps that are not shared, one after the other. */
  static *unshared(one: ObjectMap, other: ObjectMap): Generator<readonly [Objects, Objects]> {
    for (let place = 0; place < BUCKETS; place++) {
      const [a, b] = [one.buckets[place] ?? NONE, other.buckets[place] ?? NONE]
      if (a !== b) yield [a, b]
    }
  }
}

/** What two maps do not share, in parts: each holds what the other's may hold. Of two plain maps all, unless they are one. */
export function unshared(one: Objects, other: Objects): Iterable<readonly [Objects, Objects]> {
  if (one === other) return []
  return one instanceof ObjectMap && other instanceof ObjectMap
    ? ObjectMap.unshared(one, other)
    : [[one, other]]
}

/** FNV-1a: http://www.isthe.com/chongo/tech/comp/fnv/ */
function bucketOf(key: ObjectKey): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < key.length; index++) hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193)
  return (hash ^ (hash >>> 16)) & (BUCKETS - 1)
}
