import type { CatalogObject } from '../model/catalog.js'
import { identifier } from '../model/sql.js'

/** The identity of the object that this one hangs on; empty when there is none. */
export function parentIdentity({ parent }: CatalogObject): string {
  return (parent ?? '').replace(/^(?:foreign table|materialized view|table|view|column|index) /, '')
}

/** The keyword of the kind of object that this one hangs on: `TABLE`, `MATERIALIZED VIEW` … */
export function parentKeyword({ parent }: CatalogObject): string {
  return (/^(?:foreign table|materialized view|table|view)/.exec(parent ?? '')?.[0] ?? 'table').toUpperCase()
}

/** The object's own name, quoted where needed: the identity without its parent's. */
export function ownName(object: CatalogObject): string {
  const above = `${parentIdentity(object)}.`
  return object.identity.startsWith(above) ? object.identity.slice(above.length) : identifier(object.name)
}
