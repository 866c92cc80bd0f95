import { commentJoin, grants, sortedArray, tablespace } from '../fragments.js'
import type { Kind } from '../kind.js'

/** Tables, partitioned ones and partitions included. The order of the columns is compared, but worth a notice only. */
export const table: Kind = {
  kinds: ['table'],
  slot: 'relation',
  scope: 'relation',
  sql: () => `
select 'table', r.oid, r.oid, r.schema::text, r.name::text, r.identity, null::text,
  pg_catalog.jsonb_build_object(
    'persistence', case when c.relpersistence <> 'p' then 'unlogged' end,
    'access_method', (select m.amname from pg_catalog.pg_am m where m.oid = c.relam and m.amname <> 'heap'),
    'partition_key', case when c.relkind = 'p' then pg_catalog.pg_get_partkeydef(c.oid) end,
    'partition_bound', case when c.relispartition then pg_catalog.pg_get_expr(c.relpartbound, c.oid) end,
    'inherits', case when c.relispartition or exists (select from pg_catalog.pg_inherits i where i.inhrelid = c.oid) then (
      select pg_catalog.jsonb_agg(i.inhparent::pg_catalog.regclass::text order by i.inhseqno)
      from pg_catalog.pg_inherits i where i.inhrelid = c.oid) end,
    'options', ${sortedArray('c.reloptions')},
    'row_security', case when c.relforcerowsecurity then 'forced' when c.relrowsecurity then 'enabled' end,
    'replica_identity', case when c.relreplident <> 'd' then c.relreplident end,
    'of_type', case when c.reloftype <> 0 then c.reloftype::pg_catalog.regtype::text end,
    'tablespace', ${tablespace('c.reltablespace')},
    'owner', pg_catalog.pg_get_userbyid(c.relowner),
    ${grants('c.relacl', 'r', 'c.relowner')},
    'comment', d.description
  ),
  pg_catalog.jsonb_build_object('column_order', (
    select pg_catalog.jsonb_agg(a.attname order by a.attnum) from pg_catalog.pg_attribute a
    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped))
from relation r
join pg_catalog.pg_class c on c.oid = r.oid
${commentJoin('d', 'r.oid', 'pg_class')}
where r.relkind in ('r', 'p')`,
}
