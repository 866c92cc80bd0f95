import {
  commentJoin,
  dependsOnExtensions,
  generatedName,
  indexColumnNames,
  indexStatistics,
  sortedArray,
  tablespace,
} from '../fragments.js'
import type { Kind } from '../kind.js'

const COLUMNS = `(
        select pg_catalog.string_agg(a.attname, '_' order by u.n)
        from pg_catalog.unnest(k.conkey) with ordinality u (attnum, n)
        join pg_catalog.pg_attribute a on a.attrelid = r.oid and a.attnum = u.attnum)`

/** How PostgreSQL names a constraint for which the statement gives no name. */
const GENERATED = `case k.contype
      when 'c' then ${generatedName('k.conname', 'r.name', `case when pg_catalog.cardinality(k.conkey) = 1 then ${COLUMNS} end`, 'check')}
      when 'f' then ${generatedName('k.conname', 'r.name', COLUMNS, 'fkey')}
      when 'p' then ${generatedName('k.conname', 'r.name', `''`, 'pkey')}
      when 'u' then ${generatedName('k.conname', 'r.name', indexColumnNames('k.conindid'), 'key')}
      when 'x' then ${generatedName('k.conname', 'r.name', indexColumnNames('k.conindid'), 'excl')}
    end`

/**
 * Constraints of tables. The index behind a primary key, unique or exclusion constraint is told as the constraint's
 * properties; the two always have one name. Left out: those that a partition has from its parent, constraint triggers
 * (they are triggers), and PostgreSQL 18's not-null constraints (they are the column's properties). Whether an inherited
 * check is also its table's own is worth a notice only: no statement sets that back.
 */
export const constraint: Kind = {
  kinds: ['constraint'],
  slot: 'constraint',
  scope: 'relation',
  relkinds: 'rpf',
  rows: 'pg_constraint',
  sql: () => `
select 'constraint', r.oid, k.oid, r.schema::text, k.conname::text, pg_catalog.format('%s.%I', r.identity, k.conname),
  r.key,
  pg_catalog.jsonb_build_object(
    'definition', pg_catalog.pg_get_constraintdef(k.oid),
    'index_options', ${sortedArray('c.reloptions')},
    'index_tablespace', ${tablespace('c.reltablespace')},
    'index_statistics', case when k.contype = 'x' then ${indexStatistics('c.oid')} end,
    'index_valid', case when not i.indisvalid then false end,
    'index_depends_on_extensions', ${dependsOnExtensions('c.oid', 'pg_class')},
    'index_comment', x.description,
    'clustered', case when i.indisclustered then true end,
    'replica_identity', case when i.indisreplident then true end,
    'comment', d.description
  ),
  pg_catalog.jsonb_build_object(
    'local', case when k.coninhcount > 0 then k.conislocal end,
    'generated_name', ${GENERATED})
from relation r
join pg_catalog.pg_class t on t.oid = r.oid
join pg_catalog.pg_constraint k on k.conrelid = r.oid and k.contype in ('c', 'f', 'p', 'u', 'x')
left join pg_catalog.pg_index i on i.indexrelid = k.conindid and k.contype in ('p', 'u', 'x')
left join pg_catalog.pg_class c on c.oid = i.indexrelid
${commentJoin('x', 'c.oid', 'pg_class')}
${commentJoin('d', 'k.oid', 'pg_constraint')}
where r.relkind in ('r', 'p', 'f') and k.conparentid = 0 and (k.conislocal or not t.relispartition)`,
}
