import { keyOfObject, readsOf, type CatalogObject, type ObjectKey, type Snapshot } from './catalog.js'
import { mayMean, type WrittenName } from './intent.js'
import { ObjectMap, unshared } from './object-map.js'
import { names, wordsOf } from './sql.js'

/**
 * Finds the objects of a snapshot by something other than their key. It follows from the snapshot that it was asked of last to the
 * next one, so that looking into that costs as much as the two differ.
 */
export class ObjectIndex {
  #objects: Snapshot['objects'] = ObjectMap.EMPTY
  readonly #found = new Map<string, Set<CatalogObject>>()

  /** `words` gives all that an object is found by. */
  constructor(private readonly words: (object: CatalogObject) => readonly string[]) {}

  /** The objects of which `words` gives this one, by kind and identity: whichever way led to the snapshot, they come in one order. */
  find({ objects }: Snapshot, word: string): readonly CatalogObject[] {
    for (const [was, is] of unshared(this.#objects, objects)) {
      for (const [key, object] of was) if (is.get(key) !== object) this.#remove(object)
      for (const [key, object] of is) if (was.get(key) !== object) this.#add(object)
    }
    this.#objects = objects
    return [...(this.#found.get(word) ?? [])].sort(byKey)
  }

  #add(object: CatalogObject): void {
    for (const word of this.words(object)) {
      const same = this.#found.get(word)
      if (same === undefined) this.#found.set(word, new Set([object]))
      else same.add(object)
    }
  }

  #remove(object: CatalogObject): void {
    for (const word of this.words(object)) {
      const same = this.#found.get(word)
      same?.delete(object)
      if (same?.size === 0) this.#found.delete(word)
    }
  }
}

function byKey(one: CatalogObject, other: CatalogObject): number {
  const [a, b] = [keyOfObject(one), keyOfObject(other)]
  return a < b ? -1 : a > b ? 1 : 0
}

const BY_KIND = new ObjectIndex(({ kind }) => [kind])
const BY_PARENT = new ObjectIndex(({ parent }) => (parent === null ? [] : [parent]))
const BY_READ = new ObjectIndex(readsOf)
const RELATIONS = new ObjectIndex(({ slot, name }) => (slot === 'relation' ? [wordOf(name)] : []))

/** The objects of one kind. */
export function objectsOfKind(snapshot: Snapshot, kind: string): readonly CatalogObject[] {
  return BY_KIND.find(snapshot, kind)
}

/** What hangs on an object: columns, constraints, indexes and triggers on a relation. */
export function objectsOn(snapshot: Snapshot, object: CatalogObject): readonly CatalogObject[] {
  return BY_PARENT.find(snapshot, keyOfObject(object))
}

/** The indexes on a relation. */
export function indexesOn(snapshot: Snapshot, relation: CatalogObject): readonly CatalogObject[] {
  return objectsOn(snapshot, relation).filter(({ kind }) => kind === 'index')
}

/** The views and materialized views that read a relation. */
export function readersOf(snapshot: Snapshot, relation: ObjectKey): readonly CatalogObject[] {
  return BY_READ.find(snapshot, relation)
}

/** The objects that a written name may mean, tables, views and indexes by their one name space. */
export function relationsNamed(name: WrittenName, snapshot: Snapshot): readonly CatalogObject[] {
  return RELATIONS.find(snapshot, wordOf(name.name)).filter((object) => mayMean(name, object))
}

/** The tables, views and indexes whose names stand in a text. */
export function relationsMentioned(text: string, snapshot: Snapshot): readonly CatalogObject[] {
  return [
    ...[...wordsOf(text)].flatMap((word) => RELATIONS.find(snapshot, word)),
    ...RELATIONS.find(snapshot, NO_WORD).filter(({ name }) => names(text, name)),
  ]
}

/** Of all names that are not one word, which have to be looked for one by one. */
const NO_WORD = ''

function wordOf(name: string): string {
  const word = name.toLowerCase()
  return wordsOf(name).has(word) ? word : NO_WORD
}
