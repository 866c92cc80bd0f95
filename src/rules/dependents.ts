import {
  isRelation,
  isView,
  keyOfObject,
  readsOf,
  type CatalogObject,
  type Json,
  type ObjectKey,
  type Snapshot,
} from '../model/catalog.js'
import { mayMean, type Intent } from '../model/intent.js'
import { names } from '../model/sql.js'

/** An object on which others depend, and the words by which they speak of it. */
interface Base {
  readonly object: CatalogObject
  /** The relation that views over it read. */
  readonly relation: ObjectKey | null
  readonly words: readonly string[]
}

/**
 * Of the objects that stood before and are gone or were made anew after: the keys of those that need what the intents drop, and of
 * what needs these. Views and materialized views tell what they read; other objects are taken to need what their properties name.
 */
export function dependentsOf(
  intents: readonly Intent[],
  before: Snapshot,
  after: Snapshot,
): ReadonlySet<ObjectKey> {
  const all = [...before.objects].flatMap(([key, object]) =>
    after.objects.get(key)?.oid === object.oid ? [] : [object],
  )
  const found = new Set<ObjectKey>()
  const bases = all.filter((object) => intents.some((intent) => isTarget(object, intent))).map(baseOf)
  const texts = new Map(all.map((object) => [object, textOf(object)]))
  for (let base = bases.shift(); base !== undefined; base = bases.shift()) {
    for (const object of all) {
      const key = keyOfObject(object)
      if (object === base.object || found.has(key) || !needs(object, texts.get(object) ?? '', base)) continue
      found.add(key)
      bases.push(baseOf(object))
    }
  }
  return found
}

/** True when the object may be what the intent names; of a schema, when it lies in it. */
export function isTarget(object: CatalogObject, { kind, target, on }: Intent): boolean {
  if (kind === 'schema') return object.schema === target.name
  if (on !== null)
    return object.kind === kind && object.name === target.name && names(object.parent ?? '', on.name)
  const routines = ['function', 'procedure', 'aggregate']
  const same = routines.includes(kind) ? routines.includes(object.kind) : object.kind === kind
  return same && mayMean(target, object)
}

function baseOf(object: CatalogObject): Base {
  const { kind, name, parent } = object
  if (isRelation(object)) return { object, relation: keyOfObject(object), words: [name] }
  const table = (parent ?? '').split('.').at(-1)?.replaceAll('"', '') ?? ''
  if (kind === 'column') return { object, relation: parent, words: [table, name] }
  // A foreign key names the table, not the key that it refers to.
  if (kind === 'constraint') return { object, relation: null, words: [table] }
  return { object, relation: null, words: [name] }
}

function needs(object: CatalogObject, text: string, { object: base, relation, words }: Base): boolean {
  if (object.parent === keyOfObject(base)) return true
  if (isView(object) && relation !== null)
    return readsOf(object).includes(relation) && (base.kind !== 'column' || names(text, base.name))
  return words.every((word) => names(text, word))
}

/** What an object says of others; a comment says nothing. */
function textOf({ kind, identity, properties }: CatalogObject): string {
  const told = Object.entries(properties).flatMap(([name, value]) =>
    name === 'comment' ? [] : [plain(value)],
  )
  const takes = kind === 'function' || kind === 'aggregate' ? [identity] : []
  return [...takes, ...told].join(' ')
}

function plain(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
