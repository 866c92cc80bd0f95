import type pg from 'pg'
import type { VersionTable } from '../tools/tool.js'

/** A column as far as a value for it depends on it. */
export interface Column {
  readonly name: string
  /** As PostgreSQL writes it, with its length or precision. */
  readonly type: string
  /** The bare name of the type; of an array or a range, of what it is made of. */
  readonly base: string
  /** PostgreSQL's letter for the kind of type: https://www.postgresql.org/docs/current/catalog-pg-type.html */
  readonly category: string
  /** Of an array or a range, that of what it is made of. */
  readonly inner: string | null
  readonly labels: readonly string[] | null
  readonly notNull: boolean
  /** Its default's expression. */
  readonly default: string | null
  /** Generated or identity: PostgreSQL alone gives the value. */
  readonly automatic: boolean
  /** The checks that speak of it: the table's, its domain's, its partition's. */
  readonly checks: string
}

export interface ForeignKey {
  readonly columns: readonly string[]
  readonly table: string
  readonly references: readonly string[]
}

/** An ordinary or partitioned table that may be given rows. */
export interface TableShape {
  readonly oid: number
  /** Quoted, with its schema: the identity under which snapshots hold it. */
  readonly name: string
  readonly columns: readonly Column[]
  readonly foreignKeys: readonly ForeignKey[]
  readonly isPartition: boolean
  /** Its own partitions. */
  readonly partitions: readonly string[]
  /** True when triggers or rules of the user's would run on an INSERT. */
  readonly hooked: boolean
}

/** `$1`: the tables' oids. `$2`, `$3`: the version table and its schema. */
const TABLES = `
select c.oid::bigint::float8 as oid, pg_catalog.format('%I.%I', n.nspname, c.relname) as name,
  c.relispartition as "isPartition",
  case when c.relkind = 'p' then (select pg_catalog.json_agg(pg_catalog.format('%I.%I', pn.nspname, pc.relname) order by pc.oid)
    from pg_catalog.pg_inherits i
    join pg_catalog.pg_class pc on pc.oid = i.inhrelid join pg_catalog.pg_namespace pn on pn.oid = pc.relnamespace
    where i.inhparent = c.oid and pc.relkind in ('r', 'p')) else '[]' end as partitions,
  exists (select from pg_catalog.pg_trigger t where t.tgrelid = c.oid and not t.tgisinternal)
    or exists (select from pg_catalog.pg_rewrite w where w.ev_class = c.oid and w.ev_type = '3') as hooked,
  (select coalesce(pg_catalog.json_agg(pg_catalog.json_build_object(
      'name', a.attname, 'type', pg_catalog.format_type(a.atttypid, a.atttypmod),
      'base', coalesce(e.typname, s.typname, b.typname, t.typname), 'category', t.typcategory,
      'inner', coalesce(e.typcategory, s.typcategory),
      'labels', (select pg_catalog.json_agg(l.enumlabel order by l.enumsortorder) from pg_catalog.pg_enum l
        where l.enumtypid in (t.oid, t.typelem, t.typbasetype)),
      'notNull', a.attnotnull or t.typnotnull,
      'default', pg_catalog.pg_get_expr(d.adbin, d.adrelid), 'automatic', a.attgenerated <> '' or a.attidentity <> '',
      'checks', coalesce((select pg_catalog.string_agg(pg_catalog.pg_get_constraintdef(k.oid), ' ' order by k.conname)
        from pg_catalog.pg_constraint k
        where k.contype = 'c' and (k.conrelid = c.oid and a.attnum = any (k.conkey) or t.typtype = 'd' and k.contypid = t.oid)), '')
        || case when c.relispartition and pg_catalog.strpos(p.bound, pg_catalog.quote_ident(a.attname)) > 0 then p.bound else '' end
    ) order by a.attnum), '[]')
    from pg_catalog.pg_attribute a
    join pg_catalog.pg_type t on t.oid = a.atttypid
    left join pg_catalog.pg_type b on b.oid = t.typbasetype
    left join pg_catalog.pg_type e on e.oid = t.typelem and t.typcategory = 'A'
    left join pg_catalog.pg_range r on t.oid = r.rngtypid
    left join pg_catalog.pg_type s on s.oid = r.rngsubtype
    left join pg_catalog.pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
  (select coalesce(pg_catalog.json_agg(pg_catalog.json_build_object(
      'columns', (select pg_catalog.json_agg(a.attname order by u.n) from pg_catalog.unnest(k.conkey) with ordinality u (attnum, n)
        join pg_catalog.pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.attnum),
      'table', (select pg_catalog.format('%I.%I', fn.nspname, f.relname) from pg_catalog.pg_class f
        join pg_catalog.pg_namespace fn on fn.oid = f.relnamespace where f.oid = k.confrelid),
      'references', (select pg_catalog.json_agg(a.attname order by u.n) from pg_catalog.unnest(k.confkey) with ordinality u (attnum, n)
        join pg_catalog.pg_attribute a on a.attrelid = k.confrelid and a.attnum = u.attnum)
    ) order by k.conname), '[]')
    from pg_catalog.pg_constraint k where k.conrelid = c.oid and k.contype = 'f') as "foreignKeys"
from pg_catalog.pg_class c
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
left join lateral (select pg_catalog.pg_get_partition_constraintdef(c.oid) as bound) p on c.relispartition
where c.oid = any ($1::oid[]) and c.relpersistence <> 't'
  and n.nspname <> 'information_schema' and n.nspname !~ '^pg_'
  and not (c.relname = $2 and n.nspname = coalesce($3, n.nspname))
  and not exists (
    select from pg_catalog.pg_depend x
    where x.classid = 'pg_catalog.pg_class'::pg_catalog.regclass and x.objid = c.oid and x.deptype = 'e')
order by c.oid`

/** What initdb made has an oid below: FirstNormalObjectId, src/include/access/transam.h. */
export const USER = 16384

const LAST_OID = 2 ** 32 - 1

/**
 * Tables made after the relation with the oid `mark` (0: all of the user's), and the mark for the next time. Asking first for what
 * is new costs next to nothing, and mostly there is no table among it.
 */
export async function newTables(
  client: pg.Client,
  mark: number,
  { name, schema }: VersionTable,
): Promise<{ readonly mark: number; readonly tables: readonly TableShape[] }> {
  const { rows: found } = await client.query<{ oid: number; relkind: string }>({
    name: 'new relations',
    // Without an upper bound the planner would expect a third of all relations.
    text: 'select c.oid, c.relkind from pg_catalog.pg_class c where c.oid between $1::oid and $2::oid',
    values: [Math.max(mark + 1, USER), LAST_OID],
  })
  const last = Math.max(mark, ...found.map(({ oid }) => oid))
  const oids = found.flatMap(({ oid, relkind }) => ('rp'.includes(relkind) ? [oid] : []))
  if (oids.length === 0) return { mark: last, tables: [] }
  const { rows } = await client.query<TableShape & { partitions: readonly string[] | null }>({
    name: 'tables',
    text: TABLES,
    values: [oids, name, schema],
  })
  // A partitioned table without partitions can hold no rows.
  return { mark: last, tables: rows.filter(({ partitions }) => partitions !== null) }
}
