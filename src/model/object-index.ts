import { keyOfObject, type CatalogObject, type ObjectKey, type Snapshot } from './catalog.js'
import { mayMean, type WrittenName } from './intent.js'
import { sharedParts } from './object-map.js'
import { names, wordsOf } from './sql.js'

type Found = ReadonlyMap<string, readonly CatalogObject[]>

/**
 * Finds the objects of a snapshot by something other than their key. What is found in a part of an ObjectMap is kept for all maps
 * that share the part, so that looking into the next snapshot costs as much as it has changes.
 */
export class ObjectIndex {
  readonly #parts = new WeakMap<object, Found>()

  /** `word` gives what an object is found by; null for objects that are not to be found. */
  constructor(private readonly word: (object: CatalogObject) => string | null) {}

  /** The objects of which `word` gives one of these. */
  find({ objects }: Snapshot, words: ReadonlySet<string>): readonly CatalogObject[] {
    return sharedParts(objects).flatMap((part) => either(this.#in(part), words))
  }

  #in(part: ReadonlyMap<ObjectKey, CatalogObject>): Found {
    const known = this.#parts.get(part)
    if (known !== undefined) return known
    const found = new Map<string, CatalogObject[]>()
    for (const object of part.values()) {
      const word = this.word(object)
      if (word === null) continue
      const same = found.get(word)
      if (same === undefined) found.set(word, [object])
      else same.push(object)
    }
    this.#parts.set(part, found)
    return found
  }
}

/** Goes through the fewer of both: a statement may be a thousand rows of a thousand words. */
function either(found: Found, words: ReadonlySet<string>): readonly CatalogObject[] {
  if (words.size < found.size) return [...words].flatMap((word) => found.get(word) ?? [])
  return [...found].flatMap(([word, objects]) => (words.has(word) ? objects : []))
}

const BY_KIND = new ObjectIndex(({ kind }) => kind)
const BY_PARENT = new ObjectIndex(({ parent }) => parent)
const RELATIONS = new ObjectIndex(({ slot, name }) => (slot === 'relation' ? wordOf(name) : null))

/** The objects of one kind. */
export function objectsOfKind(snapshot: Snapshot, kind: string): readonly CatalogObject[] {
  return BY_KIND.find(snapshot, new Set([kind]))
}

/** What hangs on an object: columns, constraints, indexes and triggers on a relation. */
export function objectsOn(snapshot: Snapshot, object: CatalogObject): readonly CatalogObject[] {
  return BY_PARENT.find(snapshot, new Set([keyOfObject(object)]))
}

/** The indexes on a relation. */
export function indexesOn(snapshot: Snapshot, relation: CatalogObject): readonly CatalogObject[] {
  return objectsOn(snapshot, relation).filter(({ kind }) => kind === 'index')
}

/** The objects that a written name may mean, tables, views and indexes by their one name space. */
export function relationsNamed(name: WrittenName, snapshot: Snapshot): readonly CatalogObject[] {
  return RELATIONS.find(snapshot, new Set([wordOf(name.name)])).filter((object) => mayMean(name, object))
}

/** The tables, views and indexes whose names stand in a text. */
export function relationsMentioned(text: string, snapshot: Snapshot): readonly CatalogObject[] {
  return [
    ...RELATIONS.find(snapshot, wordsOf(text)),
    ...RELATIONS.find(snapshot, new Set([NO_WORD])).filter(({ name }) => names(text, name)),
  ]
}

/** Of all names that are not one word, which have to be looked for one by one. */
const NO_WORD = ''

function wordOf(name: string): string {
  const word = name.toLowerCase()
  return wordsOf(name).has(word) ? word : NO_WORD
}
