import type { CatalogObject } from '../model/catalog.js'
import { quoteIdentifier } from '../model/sql.js'

/** Words that are no name without quotes. https://www.postgresql.org/docs/current/sql-keywords-appendix.html */
const RESERVED: ReadonlySet<string> = new Set(
  (
    'all analyse analyze and any array as asc asymmetric authorization binary both case cast check collate collation ' +
    'column concurrently constraint create cross current_catalog current_date current_role current_schema ' +
    'current_time current_timestamp current_user default deferrable desc distinct do else end except false fetch for ' +
    'foreign freeze from full grant group having ilike in initially inner intersect into is isnull join lateral leading ' +
    'left like limit localtime localtimestamp natural not notnull null offset on only or order outer overlaps placing ' +
    'primary references returning right select session_user similar some symmetric system_user table tablesample then ' +
    'to trailing true union unique user using variadic verbose when where window with public none'
  ).split(' '),
)

/** A name as SQL needs it: quoted only where it must be. */
export function identifier(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) && !RESERVED.has(name) ? name : quoteIdentifier(name)
}

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
