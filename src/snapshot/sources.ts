/**
 * A catalog whose rows make up what the kinds read. A change of a row is seen by its row version (xmin); a row that is gone by the
 * number of rows. The ids tell which.
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
  },
  {
    catalog: 'pg_attribute',
    id: `x.attrelid || '.' || x.attnum`,
    relation: 'x.attrelid',
    prints: 'x.attname',
    where: `x.attrelid >= ${USER} and x.attnum > 0 and not x.attisdropped`,
  },
  simple('pg_attrdef', 'x.oid', 'x.adrelid'),
  simple('pg_constraint', 'x.oid', 'x.conrelid'),
  simple('pg_index', 'x.indexrelid', 'x.indrelid'),
  simple('pg_rewrite', 'x.oid', 'x.ev_class'),
  simple('pg_trigger', 'x.oid', 'x.tgrelid'),
  simple('pg_sequence', 'x.seqrelid', 'x.seqrelid'),
  simple('pg_partitioned_table', 'x.partrelid', 'x.partrelid'),
  {
    catalog: 'pg_inherits',
    id: `x.inhrelid || '.' || x.inhparent`,
    relation: 'x.inhrelid',
    prints: NOTHING,
    where: `x.inhrelid >= ${USER}`,
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
    // The comment on the schema public has an oid below, and can be changed.
    where: `x.objoid >= ${USER} or x.classoid = 'pg_catalog.pg_namespace'::pg_catalog.regclass`,
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
  return { catalog, id: `${id}::text`, relation, prints: NOTHING, where: `${id} >= ${USER}` }
}

function named(catalog: string, prints: string): Source {
  return { catalog, id: 'x.oid::text', relation: '0::oid', prints: `x.${prints}`, where: `x.oid >= ${USER}` }
}

/**
 * For each source the number of its rows, and those that were written since the transaction `$1` (null: all of them) as
 * `[id, relation, prints]`. Beside them where to scan from the next time, and the names of the roles and tablespaces, which other
 * objects print and whose row versions not everybody may read.
 * https://www.postgresql.org/docs/current/functions-info.html (pg_current_snapshot)
 */
export const SCAN = `select
  (pg_catalog.pg_snapshot_xmin(pg_catalog.pg_current_snapshot())::text::numeric % 4294967296)::text as horizon,
  (select pg_catalog.md5(coalesce(pg_catalog.string_agg(r.oid || r.rolname, ',' order by r.oid), '')) from pg_catalog.pg_roles r)
    || (select pg_catalog.string_agg(t.oid || t.spcname, ',' order by t.oid) from pg_catalog.pg_tablespace t) as names,
  ${SOURCES.map(changedRows).join(',\n  ')}`

function changedRows({ catalog, id, relation, prints, where }: Source): string {
  return `(select pg_catalog.json_build_object('total', count(*), 'changed', coalesce(pg_catalog.json_agg(
      pg_catalog.json_build_array(${id}, (${relation})::bigint, ${prints}))
      filter (where $1::xid is null or pg_catalog.age(x.xmin) <= pg_catalog.age($1::xid)), '[]'))
    from pg_catalog.${catalog} x where ${where}) as ${catalog}`
}

/** The ids of all rows of a source, as one text array. */
export function allIds({ catalog, id, where }: Source): string {
  return `select coalesce(pg_catalog.array_agg(${id}), '{}') as ids from pg_catalog.${catalog} x where ${where}`
}
