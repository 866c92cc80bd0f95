import type pg from 'pg'
import { relationOf } from './sources.js'

/** What definitions of other objects print that is another now. */
export interface Reprinted {
  /** The catalog of the object, and its oid there. */
  readonly catalog: string
  readonly oid: number
  /**
   * Its name, or that of a part of it, or something else that is printed with it; else which columns it has: queries tell all of them apart,
   * and print some for that. https://github.com/postgres/postgres/blob/master/src/backend/utils/adt/ruleutils.c (set_relation_column_names)
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

/** Whose definitions hold whole queries. */
const QUERIES = ['pg_rewrite', 'pg_policy', 'pg_proc']

const regclass = (catalog: string): string => `'pg_catalog.${catalog}'::pg_catalog.regclass`

/**
 * `$1` to `$3`: as many catalogs, oids and whether it is a name. What a definition names it depends on, and a constant on its type, so
 * what depends on something is followed on and on: a label of an enum is printed in the constant of a composite type. Which columns a
 * relation has concerns only queries on it, and whatever uses the type of its rows. Not found are names within a constant whose type is an
 * array of regclass and the like, or in a partition's bound of such a type: PostgreSQL records no dependency.
 * The types that a relation's rows and their arrays have are none of the user's.
 * https://www.postgresql.org/docs/current/catalog-pg-depend.html
 */
const TEXT = `with recursive reprinted as (
  select ('pg_catalog.' || r.catalog)::pg_catalog.regclass::oid as classid, r.oid as objid, r.named
  from rows from (pg_catalog.unnest($1::text[]), pg_catalog.unnest($2::oid[]), pg_catalog.unnest($3::boolean[])) as r (catalog, oid, named)
), dependent (classid, objid, named) as (
  select r.classid, r.objid, r.named from reprinted r
  union
  select ${regclass('pg_type')}, e.enumtypid, true
  from reprinted r join pg_catalog.pg_enum e on e.oid = r.objid where r.classid = ${regclass('pg_enum')}
  union
  select y.classid, y.objid, n.named
  from dependent n
  cross join lateral (
    select d.classid, d.objid from pg_catalog.pg_depend d
    where d.refclassid = n.classid and d.refobjid = n.objid
      and (n.named or n.classid <> ${regclass('pg_class')} or d.classid in (${QUERIES.map(regclass).join(', ')}))
    union all
    select ${regclass('pg_type')}, c.reltype from pg_catalog.pg_class c
    where c.oid = n.objid and n.classid = ${regclass('pg_class')} and c.reltype <> 0
  ) y
)
select distinct c.relname as catalog, coalesce((
    select r.oid from pg_catalog.pg_class r
    where r.oid = ${relationOf('x.classid', 'x.objid')} and r.relkind <> 'c'), 0)::text as relation
from dependent x
join pg_catalog.pg_class c on c.oid = x.classid
where x.classid <> ${regclass('pg_type')} or not exists (
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
