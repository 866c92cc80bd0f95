import type pg from 'pg'
import { relationOf } from './sources.js'

/** What definitions of other objects print that is another now. */
export interface Reprinted {
  /** The catalog of the object, and its oid there. */
  readonly catalog: string
  readonly oid: number
  /**
   * Its name, or that of a part of it; else which columns it has: queries tell all of them apart, and print some for that, but nothing
   * else does. https://github.com/postgres/postgres/blob/master/src/backend/utils/adt/ruleutils.c (set_relation_column_names)
   */
  readonly by: 'name' | 'columns'
}

/** Where the objects stand that may print it. */
export interface Dependents {
  /** Relations, indexes among them, to which some belong. */
  readonly relations: readonly number[]
  /** The catalogs of those outside relations. */
  readonly catalogs: readonly string[]
}

/** Whose definitions hold whole queries, and through which these name a relation. */
const QUERIES = ['pg_rewrite', 'pg_policy', 'pg_proc', 'pg_type']
/** What belongs to relations. Others refer to it by the relation's name, or by one of their own. */
const OF_RELATIONS = [
  'pg_class',
  'pg_attrdef',
  'pg_constraint',
  'pg_trigger',
  'pg_rewrite',
  'pg_policy',
  'pg_statistic_ext',
]

const classes = (catalogs: readonly string[]): string =>
  `(${catalogs.map((catalog) => `'pg_catalog.${catalog}'::pg_catalog.regclass`).join(', ')})`

/**
 * `$1` to `$3`: as many catalogs, oids and whether it is a name. Whatever a definition names, but for constants of an enum, it depends on, and
 * these on the type. Types are named by types (an array's), by functions, and those by what calls them; so what stands outside relations
 * is followed on. The types that a relation's rows and their arrays have are none of the user's. https://www.postgresql.org/docs/current/catalog-pg-depend.html
 */
const TEXT = `with recursive reprinted as (
  select ('pg_catalog.' || r.catalog)::pg_catalog.regclass::oid as classid, r.oid as objid, r.named
  from rows from (pg_catalog.unnest($1::text[]), pg_catalog.unnest($2::oid[]), pg_catalog.unnest($3::boolean[])) as r (catalog, oid, named)
), dependent (classid, objid, named, onwards) as (
  select r.classid, r.objid, r.named, true from reprinted r
  union
  select 'pg_catalog.pg_type'::pg_catalog.regclass, coalesce(e.enumtypid, c.reltype), r.named, true
  from reprinted r
  left join pg_catalog.pg_enum e on e.oid = r.objid and r.classid = 'pg_catalog.pg_enum'::pg_catalog.regclass
  left join pg_catalog.pg_class c on c.oid = r.objid and r.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
  where coalesce(e.enumtypid, c.reltype) <> 0
  union
  select d.classid, d.objid, n.named, d.classid not in ${classes(OF_RELATIONS)}
  from dependent n join pg_catalog.pg_depend d on d.refclassid = n.classid and d.refobjid = n.objid
  where n.onwards and (n.named or d.classid in ${classes(QUERIES)})
)
select distinct c.relname as catalog, (${relationOf('x.classid', 'x.objid')})::text as relation
from dependent x join pg_catalog.pg_class c on c.oid = x.classid
where x.classid <> 'pg_catalog.pg_type'::pg_catalog.regclass or not exists (
  select from pg_catalog.pg_type t left join pg_catalog.pg_type e on e.oid = t.typelem
  join pg_catalog.pg_class r on r.oid in (t.typrelid, e.typrelid)
  where t.oid = x.objid and r.relkind <> 'c')`

/** All objects that may print what is another now. */
export async function dependentsOf(client: pg.Client, of: readonly Reprinted[]): Promise<Dependents> {
  const values = [
    of.map(({ catalog }) => catalog),
    of.map(({ oid }) => oid),
    of.map(({ by }) => by === 'name'),
  ]
  const { rows } = await client.query<{ catalog: string; relation: string }>({
    name: 'dependents',
    text: TEXT,
    values,
  })
  return {
    relations: rows.map(({ relation }) => Number(relation)).filter((oid) => oid !== 0),
    catalogs: rows.flatMap(({ catalog, relation }) => (relation === '0' ? [catalog] : [])),
  }
}
