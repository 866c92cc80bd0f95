import {
  commentJoin,
  dependsOnExtensions,
  generatedName,
  indexColumnNames,
  indexStatistics,
  tablespace,
} from '../fragments.js'
import type { Kind } from '../kind.js'

/** Indexes of tables and materialized views. Left out: the index behind a constraint, which is told with it. */
export const index: Kind = {
  kinds: ['index'],
  slot: 'relation',
  scope: 'relation',
  relkinds: 'rpm',
  rows: 'pg_index',
  sql: () => `
select 'index', r.oid, x.oid, x.schema::text, x.name::text, x.identity, r.key,
  pg_catalog.jsonb_build_object(
    'definition', pg_catalog.pg_get_indexdef(x.oid),
    'valid', i.indisvalid,
    'ready', case when not i.indisready then false end,
    'clustered', case when i.indisclustered then true end,
    'replica_identity', case when i.indisreplident then true end,
    'attached_to', case when c.relispartition then (
      select p.inhparent::pg_catalog.regclass::text from pg_catalog.pg_inherits p where p.inhrelid = x.oid) end,
    'tablespace', ${tablespace('c.reltablespace')},
    'statistics', ${indexStatistics('x.oid')},
    'depends_on_extensions', ${dependsOnExtensions('x.oid', 'pg_class')},
    'comment', d.description
  ),
  pg_catalog.jsonb_build_object(
    'generated_name', ${generatedName('x.name', 'r.name', indexColumnNames('x.oid'), 'idx')},
    'facts', pg_catalog.jsonb_build_object('unique', i.indisunique, 'partial', i.indpred is not null,
      'expression', 0 = any (i.indkey), 'valid', i.indisvalid)
  )
from relation x
join pg_catalog.pg_class c on c.oid = x.oid
join pg_catalog.pg_index i on i.indexrelid = x.oid
join relation r on r.oid = i.indrelid
${commentJoin('d', 'x.oid', 'pg_class')}
where x.relkind in ('i', 'I')
  and not exists (
    select from pg_catalog.pg_constraint k
    where k.conindid = x.oid and k.conrelid = i.indrelid and k.contype in ('p', 'u', 'x'))`,
}
