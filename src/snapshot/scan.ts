import { clusterPrint } from './cluster.js'
import { subscriptionColumns } from './kinds/subscription.js'
import { SELDOM, SOURCES, type Source } from './sources.js'

/** The oldest age is that of frozen rows, 2147483647: https://www.postgresql.org/docs/current/routine-vacuuming.html */
const IS_NEW = `pg_catalog.age(x.xmin) <= coalesce((select age from since), 2147483647)`

/**
 * For each source the rows that were written since the transaction `$1` (null: all of them) as `[id, relation, prints]`, and for
 * those that are counted the number of all rows. Beside them where to scan from the next time, and the names of the roles and
 * tablespaces, which other objects print and whose row versions not everybody may read.
 * https://www.postgresql.org/docs/current/functions-info.html (pg_current_snapshot)
 */
export const scan = (
  version: number,
): string => `with since as materialized (select pg_catalog.age($1::xid) as age)
select
  (pg_catalog.pg_snapshot_xmin(pg_catalog.pg_current_snapshot())::text::numeric % 4294967296)::text as horizon,
  (select pg_catalog.md5(coalesce(pg_catalog.string_agg(r.oid || r.rolname, ',' order by r.oid), '')) from pg_catalog.pg_roles r)
    || (select pg_catalog.string_agg(t.oid || t.spcname, ',' order by t.oid) from pg_catalog.pg_tablespace t) as names,
  ${unreadable(version)} as unreadable,
  ${seldom(version)} as seldom,
  ${SYSTEM} as system,
  ${clusterPrint(version)} as cluster,
  ${sourcesOf(version).map(changedRows).join(',\n  ')}`

/** The sources that a server of a version has. */
export function sourcesOf(version: number): readonly Source[] {
  return SOURCES.filter(({ since = 0 }) => since <= version)
}

/** Catalogs whose row versions only superusers may read, each with what can be read of a row. */
export const UNREADABLE: readonly { readonly catalog: string; readonly row: (version: number) => string }[] =
  [
    { catalog: 'pg_user_mappings', row: () => 'x' },
    {
      catalog: 'pg_subscription',
      row: (version) =>
        `row(${['oid', 'subdbid', ...subscriptionColumns(version)].map((column) => `x.${column}`).join(', ')})`,
    },
  ]

/** One text of all that stands there. */
function unreadable(version: number): string {
  const all = UNREADABLE.map(
    ({ catalog, row }) => `select ${row(version)}::text as row from pg_catalog.${catalog} x`,
  )
  return `(select pg_catalog.md5(pg_catalog.string_agg(u.row, ',' order by u.row)) from (${all.join(' union all ')}) u)`
}

/** True when one of PostgreSQL's own objects was written since: somebody may have been granted something on it. */
const SYSTEM = `(${['pg_proc', 'pg_class', 'pg_type', 'pg_language']
  .map((catalog) => `exists (select from pg_catalog.${catalog} x where x.oid < 16384 and ${IS_NEW})`)
  .join(' or ')})`

/** The rows of all catalogs that seldom change, as `[catalog, id, row version, prints]`. */
function seldom(version: number): string {
  const rows = SELDOM.filter(({ since = 0 }) => since <= version).map(
    ({ catalog, id, prints, where }) =>
      `select '${catalog}' as catalog, ${id} as id, x.xmin::text as version, ${prints} as prints from pg_catalog.${catalog} x where ${where}`,
  )
  return `(select coalesce(pg_catalog.json_agg(pg_catalog.json_build_array(u.catalog, u.id, u.version, u.prints)), '[]')
    from (${rows.join(' union all ')}) u)`
}

function changedRows({ catalog, id, relation, prints, where, counted }: Source): string {
  const rows = `coalesce(pg_catalog.json_agg(pg_catalog.json_build_array(${id}, (${relation})::bigint, ${prints}))`
  const from = `from pg_catalog.${catalog} x where (${where})`
  return counted
    ? `(select pg_catalog.json_build_object('total', count(*), 'changed', ${rows} filter (where ${IS_NEW}), '[]')) ${from}) as ${catalog}`
    : `(select pg_catalog.json_build_object('changed', ${rows}, '[]')) ${from} and ${IS_NEW}) as ${catalog}`
}
