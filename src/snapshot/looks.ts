import { clusterPrint } from './cluster.js'
import { CONNECTION, subscriptionColumns } from './kinds/subscription.js'
import { SELDOM, SOURCES, USER, type Source } from './sources.js'

/** A row was written since the transaction `$1`; null: any row was. Frozen rows have the oldest age, 2147483647:
 * https://www.postgresql.org/docs/current/routine-vacuuming.html */
export const IS_NEW = `pg_catalog.age(x.xmin) <= coalesce((select age from since), 2147483647)`

/** The common table expression that `IS_NEW` needs. */
export const WITH_SINCE = `with since as materialized (select pg_catalog.age($1::xid) as age)`

/** From where `IS_NEW` counts the next time: https://www.postgresql.org/docs/current/functions-info.html (pg_current_snapshot) */
export const HORIZON = `(pg_catalog.pg_snapshot_xmin(pg_catalog.pg_current_snapshot())::text::numeric % 4294967296)::text`

/** The sources that a server of a version has. */
export const sourcesOf = (version: number): readonly Source[] => ofVersion(SOURCES, version)

function ofVersion(sources: readonly Source[], version: number): readonly Source[] {
  return sources.filter(({ since = 0 }) => since <= version)
}

/** Something that is read beside the sources, as an expression, and the catalogs whose rows it depends on. */
export interface Part {
  readonly name: 'names' | 'unreadable' | 'cluster'
  readonly sql: string
  readonly catalogs: readonly string[]
}

/** Catalogs whose row versions only superusers may read, each with what can be read of a row. */
export const UNREADABLE: readonly { readonly catalog: string; readonly row: (version: number) => string }[] =
  [
    { catalog: 'pg_user_mappings', row: () => 'x' },
    {
      catalog: 'pg_subscription',
      row: (version) =>
        `row(${['oid', 'subdbid', ...subscriptionColumns(version)].map((column) => `x.${column}`).join(', ')}, ${CONNECTION})`,
    },
  ]

/**
 * The names of the roles and tablespaces, which other objects print and whose row versions not everybody may read; one text of all
 * that stands where row versions cannot be read; one of what belongs to the whole server.
 */
export const parts = (version: number): readonly Part[] => [
  {
    name: 'names',
    sql: `(select pg_catalog.json_object_agg(n.id, n.name) from (
      select 'role ' || r.oid as id, r.rolname as name from pg_catalog.pg_roles r
      union all select 'tablespace ' || t.oid, t.spcname from pg_catalog.pg_tablespace t) n)`,
    catalogs: ['pg_authid', 'pg_tablespace'],
  },
  {
    name: 'unreadable',
    sql: unreadable(version),
    catalogs: ['pg_user_mapping', 'pg_foreign_server', 'pg_authid', 'pg_subscription'],
  },
  { name: 'cluster', ...clusterPrint(version) },
]

function unreadable(version: number): string {
  const all = UNREADABLE.map(
    ({ catalog, row }) => `select ${row(version)}::text as row from pg_catalog.${catalog} x`,
  )
  return `(select pg_catalog.md5(pg_catalog.string_agg(u.row, ',' order by u.row)) from (${all.join(' union all ')}) u)`
}

/** The catalogs of PostgreSQL's own objects on which somebody may be granted something, with the column that tells which are. */
const GRANTABLE: Readonly<Record<string, string>> = {
  pg_proc: 'oid',
  pg_class: 'oid',
  pg_attribute: 'attrelid',
  pg_type: 'oid',
  pg_language: 'oid',
}
export const SYSTEM = Object.keys(GRANTABLE)

/** Condition that a row of a catalog of `SYSTEM` is PostgreSQL's own and was written since. */
export const isSystemRow = (catalog: string): string =>
  `x.${GRANTABLE[catalog] ?? 'oid'} < ${USER} and ${IS_NEW}`

/** The catalogs that seldom change, by the catalogs that tell which rows count. */
export function seldomOf(version: number): readonly { source: Source; catalogs: ReadonlySet<string> }[] {
  return ofVersion(SELDOM, version).map((source) => ({ source, catalogs: catalogsIn(source) }))
}

/** The catalogs by which a source's rows are told: its own, and those that its SQL names. */
export function catalogsIn({ catalog, id, where }: Source): ReadonlySet<string> {
  const named = `${id} ${where}`.matchAll(/\bpg_catalog\.(pg_\w+)\b(?!\()/g)
  return new Set([catalog, ...[...named].map(([, name = '']) => name)])
}

/** All rows of some catalogs that seldom change, as `[catalog, id, row version, prints]`. */
export function seldomRows(sources: readonly Source[]): string {
  const rows = sources.map(
    ({ catalog, id, prints, where }) =>
      `select '${catalog}' as catalog, ${id} as id, x.xmin::text as version, ${prints} as prints from pg_catalog.${catalog} x where ${where}`,
  )
  return `(select coalesce(pg_catalog.json_agg(pg_catalog.json_build_array(u.catalog, u.id, u.version, u.prints)), '[]')
    from (${rows.join(' union all ')}) u)`
}
