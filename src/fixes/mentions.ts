import {
  isView,
  keyOfObject,
  readsOf,
  type CatalogObject,
  type Json,
  type ObjectKey,
} from '../model/catalog.js'
import { names } from '../model/sql.js'
import { parentIdentity } from './identifiers.js'

const NAME = /(?:"(?:[^"]|"")+"|[\w$]+)(?:\.(?:"(?:[^"]|"")+"|[\w$]+))*/g

/**
 * Which objects of a state stand on which. Views tell what they read; of all others the catalog's text gives every name in full, so a name
 * found in one is a dependency or, at worst, a literal.
 */
export class Mentions {
  readonly #by = new Map<string, Set<CatalogObject>>()
  readonly #children = new Map<ObjectKey, CatalogObject[]>()

  constructor(readonly objects: ReadonlyMap<ObjectKey, CatalogObject>) {
    for (const object of objects.values()) {
      const { parent } = object
      const beside = parent === null ? undefined : this.#children.get(parent)
      if (beside !== undefined) beside.push(object)
      else if (parent !== null) this.#children.set(parent, [object])
      for (const name of namesIn(object)) this.#enter(name, object)
    }
  }

  /** What hangs on the object, oldest first. */
  childrenOf(object: CatalogObject): readonly CatalogObject[] {
    return [...(this.#children.get(keyOfObject(object)) ?? [])].sort((a, b) => a.oid - b.oid)
  }

  /** What cannot stand without the object, that which hangs on it left out. */
  dependentsOf(object: CatalogObject): readonly CatalogObject[] {
    const key = keyOfObject(object)
    return [...this.#around(object)].filter(
      (one) => one !== object && one.parent !== key && this.needs(one, object),
    )
  }

  /** What cannot stand without the object, and what hangs on it. */
  above(object: CatalogObject): readonly CatalogObject[] {
    return [...this.childrenOf(object), ...this.dependentsOf(object)]
  }

  /** True when one cannot stand without the other, or hangs on it. */
  needs(one: CatalogObject, base: CatalogObject): boolean {
    if (one.parent === keyOfObject(base)) return true
    if (base.kind === 'schema') return one.schema === base.name
    if (base.kind !== 'column') return this.#around(base).has(one)
    return this.#around(base).has(one) && names(textOf(one), base.name)
  }

  /** What names the object; of a column, what names its table or hangs on it. */
  #around(object: CatalogObject): ReadonlySet<CatalogObject> {
    if (object.kind === 'schema')
      return new Set([...this.objects.values()].filter(({ schema }) => schema === object.name))
    if (object.kind === 'column') {
      const table = parentIdentity(object)
      const hanging = this.#children.get(object.parent ?? '') ?? []
      return new Set([...(this.#by.get(table) ?? []), ...hanging])
    }
    const named = this.#by.get(object.identity.replace(/\(.*$/, '')) ?? []
    return new Set([...named, ...(this.#by.get(keyOfObject(object)) ?? [])])
  }

  #enter(name: string, object: CatalogObject): void {
    const found = this.#by.get(name)
    if (found === undefined) this.#by.set(name, new Set([object]))
    else found.add(object)
  }
}

const known = new WeakMap<CatalogObject, readonly string[]>()

/** Every name in what the object says, and the keys of what it reads. Objects are shared by the states that they stand in. */
function namesIn(object: CatalogObject): readonly string[] {
  const found = known.get(object) ?? [
    ...new Set([...textOf(object).matchAll(NAME)].map(([name]) => name)),
    ...readsOf(object),
  ]
  known.set(object, found)
  return found
}

/** Who may do what with it, and what is said of it, needs nothing that could be dropped. */
const SAYS_NOTHING = new Set(['comment', 'owner', 'grants', 'revoked', 'options', 'labels', 'enabled'])

function textOf(object: CatalogObject): string {
  const { kind, identity, properties } = object
  const told = Object.entries(properties).flatMap(([name, value]) =>
    SAYS_NOTHING.has(name) || (name === 'columns' && isView(object)) ? [] : [plain(value)],
  )
  const all = told.join(' ')
  if (kind !== 'function' && kind !== 'procedure') return kind === 'aggregate' ? `${identity} ${all}` : all
  // Of a body that is a string PostgreSQL knows nothing: https://www.postgresql.org/docs/current/ddl-depend.html
  return all.split(/\nAS /)[0] ?? ''
}

function plain(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
