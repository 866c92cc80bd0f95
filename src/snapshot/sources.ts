/**
 * A catalog whose rows make up what the kinds read. A change of a row is seen by its row version (xmin), a row that is gone by the
 * number of rows.
 */
export interface Source {
  readonly catalog: string
  /** Names the row within its catalog. */
  readonly id: string
  /** The relation whose objects depend on the row; 0 for what stands outside relations. */
  readonly relation: string
  /** What the definitions of other objects print of the row; when it changes, everything is read anew. */
  readonly prints: string
  readonly where: string
  /** False where a row never goes without a change in another source. */
  readonly counted: boolean
}

/** Below are PostgreSQL's own objects: FirstNormalObjectId, src/include/access/transam.h. */
const USER = 16384
const NOTHING = `''`

const ownedBy = (catalog: string, column: string): string =>
  `(select o.${column} from pg_catalog.${catalog} o where o.oid = x.objoid)`

export const SOURCES: readonly Source[] = [
  {
    catalog: 'pg_class',
    id: 'x.oid::text',
    relation: `case when x.relkind = 'c' then 0::oid else x.oid end`,
    prints: `x.relnamespace || '.' || x.relname`,
    where: `x.oid >= ${USER} and x.relkind <> 't'`,
    counted: true,
  },
  {
    catalog: 'pg_attribute',
    id: `x.attrelid || '.' || x.attnum`,
    relation: 'x.attrelid',
    prints: 'x.attname',
    where: `x.attrelid >= ${USER} and x.attnum > 0`,
    // A dropped column's row stays, with another name.
    counted: false,
  },
  // The column's own row says whether it has a default.
  { ...simple('pg_attrdef', 'x.oid', 'x.adrelid'), counted: false },
  simple('pg_constraint', 'x.oid', 'x.conrelid'),
  { ...simple('pg_index', 'x.indexrelid', 'x.indrelid'), counted: false },
  simple('pg_rewrite', 'x.oid', 'x.ev_class'),
  simple('pg_trigger', 'x.oid', 'x.tgrelid'),
  { ...simple('pg_sequence', 'x.seqrelid', 'x.seqrelid'), counted: false },
  { ...simple('pg_partitioned_table', 'x.partrelid', 'x.partrelid'), counted: false },
  {
    catalog: 'pg_inherits',
    id: `x.inhrelid || '.' || x.inhparent`,
    relation: 'x.inhrelid',
    prints: NOTHING,
    where: `x.inhrelid >= ${USER}`,
    counted: true,
  },
  {
    catalog: 'pg_description',
    id: `x.classoid || '.' || x.objoid || '.' || x.objsubid`,
    relation: `coalesce(case x.classoid
        when 'pg_catalog.pg_class'::pg_catalog.regclass then x.objoid
        when 'pg_catalog.pg_constraint'::pg_catalog.regclass then ${ownedBy('pg_constraint', 'conrelid')}
        when 'pg_catalog.pg_trigger'::pg_catalog.regclass then ${ownedBy('pg_trigger', 'tgrelid')}
      end, 0::oid)`,
    prints: NOTHING,
    // The comment on the schema public, whose oid is 2200, can be changed.
    where: `x.objoid >= ${USER} or x.objoid = 2200`,
    counted: true,
  },
  { ...named('pg_namespace', 'nspname'), where: 'true' },
  {
    ...named('pg_type', `typnamespace || '.' || x.typname`),
    // A relation's row type and its array come and go with the relation.
    where: `x.oid >= ${USER} and x.typrelid = 0 and x.typelem = 0`,
  },
  simple('pg_enum', 'x.oid', '0::oid'),
  named('pg_proc', `pronamespace || '.' || x.proname`),
  named('pg_collation', `collnamespace || '.' || x.collname`),
  named('pg_operator', `oprnamespace || '.' || x.oprname`),
  named('pg_opclass', `opcnamespace || '.' || x.opcname`),
  // What belongs to an extension is no part of a snapshot; any change here reads everything anew.
  { ...named('pg_extension', `extversion || '.' || x.extname`), where: 'true' },
]

function simple(catalog: string, id: string, relation: string): Source {
  return { catalog, id: `${id}::text`, relation, prints: NOTHING, where: `${id} >= ${USER}`, counted: true }
}

function named(catalog: string, prints: string): Source {
  const where = `x.oid >= ${USER}`
  return { catalog, id: 'x.oid::text', relation: '0::oid', prints: `x.${prints}`, where, counted: true }
}

/** The oldest age is that of frozen rows, 2147483647: https://www.postgresql.org/docs/current/routine-vacuuming.html */
const IS_NEW = `pg_catalog.age(x.xmin) <= coalesce((select age from since), 2147483647)`

/**
 * For each source the rows that were written since the transaction `$1` (null: all of them) as `[id, relation, prints]`, and for
 * those that are counted the number of all rows. Beside them where to scan from the next time, and the names of the roles and
 * tablespaces, which other objects print and whose row versions not everybody may read.
 * https://www.postgresql.org/docs/current/functions-info.html (pg_current_snapshot)
 */
export const SCAN = `with since as materialized (select pg_catalog.age($1::xid) as age)
select
  (pg_catalog.pg_snapshot_xmin(pg_catalog.pg_current_snapshot())::text::numeric % 4294967296)::text as horizon,
  (select pg_catalog.md5(coalesce(pg_catalog.string_agg(r.oid || r.rolname, ',' order by r.oid), '')) from pg_catalog.pg_roles r)
    || (select pg_catalog.string_agg(t.oid || t.spcname, ',' order by t.oid) from pg_catalog.pg_tablespace t) as names,
  ${SOURCES.map(changedRows).join(',\n  ')}`

function changedRows({ catalog, id, relation, prints, where, counted }: Source): string {
  const rows = `coalesce(pg_catalog.json_agg(pg_catalog.json_build_array(${id}, (${relation})::bigint, ${prints}))`
  const from = `from pg_catalog.${catalog} x where (${where})`
  return counted
    ? `(select pg_catalog.json_build_object('total', count(*), 'changed', ${rows} filter (where ${IS_NEW}), '[]')) ${from}) as ${catalog}`
    : `(select pg_catalog.json_build_object('changed', ${rows}, '[]')) ${from} and ${IS_NEW}) as ${catalog}`
}

/** The ids of all rows of a source, as one text array. */
export function allIds({ catalog, id, where }: Source): string {
  return `select coalesce(pg_catalog.array_agg(${id}), '{}') as ids from pg_catalog.${catalog} x where ${where}`
}

/** Those of the ids in `$1` that are still there. Null where the source's rows are not named by an oid, which has an index. */
export function remainingIds(source: Source): string | null {
  const column = /^(x\.\w+)::text$/.exec(source.id)?.[1]
  return column === undefined ? null : `${allIds(source)} and ${column} = any ($1::text[]::oid[])`
}
