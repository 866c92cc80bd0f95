import { commentJoin, grants, sortedArray } from '../fragments.js'
import type { Kind } from '../kind.js'

/** Columns of tables, with their defaults. A view's columns are a property of the view. */
export const column: Kind = {
  kinds: ['column'],
  slot: 'column',
  scope: 'relation',
  sql: (version) => `
select 'column', r.oid, r.oid, r.schema::text, a.attname::text, pg_catalog.format('%s.%I', r.identity, a.attname), r.key,
  pg_catalog.jsonb_build_object(
    'type', pg_catalog.format_type(a.atttypid, a.atttypmod),
    'collation', case when a.attcollation <> t.typcollation then a.attcollation::pg_catalog.regcollation::text end,
    'not_null', a.attnotnull,
    'default', case when a.attgenerated = '' then pg_catalog.pg_get_expr(d.adbin, d.adrelid) end,
    'generated', case when a.attgenerated <> '' then pg_catalog.pg_get_expr(d.adbin, d.adrelid) end,
    'generated_kind', case a.attgenerated when 's' then 'stored' when 'v' then 'virtual' end,
    'identity', case a.attidentity when 'a' then 'always' when 'd' then 'by default' end,
    'storage', case when a.attstorage <> t.typstorage then a.attstorage end,
    ${version >= 140000 ? `'compression', case when a.attcompression <> '' then a.attcompression end,` : ''}
    'statistics', case when a.attstattarget >= 0 then a.attstattarget end,
    'options', ${sortedArray('a.attoptions')},
    ${grants('a.attacl', 'c', 'c.relowner')},
    'comment', m.description
  ), '{}'::pg_catalog.jsonb
from relation r
join pg_catalog.pg_class c on c.oid = r.oid
join pg_catalog.pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
join pg_catalog.pg_type t on t.oid = a.atttypid
left join pg_catalog.pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
${commentJoin('m', 'r.oid', 'pg_class', 'a.attnum')}
where r.relkind in ('r', 'p')`,
}
