/** Plain data as it goes through JSON. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/** Names one object within a snapshot: its kind and identity. */
export type ObjectKey = string

/** One object of the catalog as plain data, equal for equal objects however often they were dropped and made again. */
export interface CatalogObject {
  /** The kind's name as PostgreSQL's manual writes it, in lower case: `materialized view`, `index`, `table` … */
  readonly kind: string
  /** Unique within the kind; quoted as SQL would need it: `public.daily_usage_matview`, `public.users.email`. */
  readonly identity: string
  /** Null for objects that live in no schema. */
  readonly schema: string | null
  /** The bare name, not quoted. */
  readonly name: string
  /** Two objects with one slot and one identity cannot exist at once: tables, indexes and views share `relation`. */
  readonly slot: string
  /** The object without which this one cannot stand: a column's table, an index's materialized view. */
  readonly parent: ObjectKey | null
  /**
   * The name without its number, where PostgreSQL chose the name and numbered it because the plain one was taken:
   * `users_email_key` for `users_email_key1`. Of a name that PostgreSQL cut, the whole one. Absent for every other name.
   */
  readonly generatedName?: string
  /** Tells whether the object was made anew. Never compared as a property. */
  readonly oid: number
  /** What must come back exactly; names are the catalog's where it has one. */
  readonly properties: Readonly<Record<string, Json>>
  /**
   * What rules and reports read of the object beside its properties, from which it follows; never compared. Of an index `unique`,
   * `partial`, `expression`, `valid`; of a view or materialized view `reads`, the keys of the relations it reads, or null.
   */
  readonly facts?: Readonly<Record<string, Json>>
  /** What is compared but worth a notice only, such as the order of a table's columns. */
  readonly minor: Readonly<Record<string, Json>>
}

/** Everything user-made that a database held at one moment. */
export interface Snapshot {
  readonly objects: ReadonlyMap<ObjectKey, CatalogObject>
  /**
   * Roles and whatever else belongs to the whole server, by whomever it was made: other databases and other runs change it at
   * any time, so it is never compared with the objects above.
   */
  readonly cluster?: ReadonlyMap<ObjectKey, CatalogObject>
}

/** The key under which a snapshot holds an object. */
export function objectKey(kind: string, identity: string): ObjectKey {
  return `${kind} ${identity}`
}

/** The key under which a snapshot holds this object. */
export function keyOfObject({ kind, identity }: Pick<CatalogObject, 'kind' | 'identity'>): ObjectKey {
  return objectKey(kind, identity)
}

/** True for a view or materialized view. */
export function isView({ kind }: Pick<CatalogObject, 'kind'>): boolean {
  return kind === 'view' || kind === 'materialized view'
}

/** True for what holds rows or shows them. */
export function isRelation(object: Pick<CatalogObject, 'kind'>): boolean {
  return isView(object) || object.kind === 'table' || object.kind === 'foreign table'
}

/** The keys of the relations that a view or materialized view reads. */
export function readsOf({ facts }: CatalogObject): readonly ObjectKey[] {
  return textsOf(facts?.['reads'])
}

/** The columns of a view or materialized view, in their order. */
export function columnsOf({ properties }: CatalogObject): readonly Readonly<Record<string, Json>>[] {
  const columns = properties['columns']
  return Array.isArray(columns) ? (columns as readonly Readonly<Record<string, Json>>[]) : []
}

/** An array of texts; empty when it is none. */
export function textsOf(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.map(String) : []
}
