import { commentJoin, grants, sortedArray } from '../fragments.js'
import type { Kind } from '../kind.js'

/** From 18 on NOT NULL is a constraint with a name: https://www.postgresql.org/docs/18/catalog-pg-constraint.html */
const NAMED_NOT_NULL = 180000
/** Left out: a name that is the one PostgreSQL would choose today, and what a partition has from its parent. */
const notNullName = (condition: string): string =>
  `'not_null_name', case when ${condition} and nn.conname <> pg_catalog.format('%s_%s_not_null', r.name, a.attname)
      and (nn.conislocal or not c.relispartition) then nn.conname end`
const GENERATED_NOT_NULL = `nn.conname ~ '_not_null[0-9]*$'`

const notNull = `${notNullName(`not ${GENERATED_NOT_NULL}`)},
    'not_null_valid', case when not nn.convalidated then false end,
    'not_null_no_inherit', case when nn.connoinherit then true end,
    'not_null_comment', nm.description,`

/**
 * Columns of tables and foreign tables, with their defaults. A view's columns are a property of the view.
 *
 * SET NOT NULL takes no name, so that of its constraint is compared but worth a notice only where it has the form that
 * PostgreSQL gives. So is whether an inherited column is also its table's own: no statement sets that back.
 */
export const column: Kind = {
  kinds: ['column'],
  slot: 'column',
  scope: 'relation',
  relkinds: 'rpf',
  sql: (version) => `
select 'column', r.oid, r.oid, r.schema::text, a.attname::text, pg_catalog.format('%s.%I', r.identity, a.attname), r.key,
  pg_catalog.jsonb_build_object(
    'type', pg_catalog.format_type(a.atttypid, a.atttypmod),
    'collation', case when a.attcollation <> t.typcollation then a.attcollation::pg_catalog.regcollation::text end,
    'not_null', a.attnotnull,
    ${version >= NAMED_NOT_NULL ? notNull : ''}
    'default', case when a.attgenerated = '' then pg_catalog.pg_get_expr(d.adbin, d.adrelid) end,
    'generated', case when a.attgenerated <> '' then pg_catalog.pg_get_expr(d.adbin, d.adrelid) end,
    'generated_kind', case a.attgenerated when 's' then 'stored' when 'v' then 'virtual' end,
    'identity', case a.attidentity when 'a' then 'always' when 'd' then 'by default' end,
    'storage', case when a.attstorage <> t.typstorage then a.attstorage end,
    ${version >= 140000 ? `'compression', case when a.attcompression <> '' then a.attcompression end,` : ''}
    'statistics', case when a.attstattarget >= 0 then a.attstattarget end,
    'options', ${sortedArray('a.attoptions')},
    'fdw_options', ${sortedArray('a.attfdwoptions')},
    ${grants('a.attacl', 'c', 'c.relowner')},
    'comment', m.description
  ),
  pg_catalog.jsonb_build_object(
    'local', case when a.attinhcount > 0 and not c.relispartition then a.attislocal end
    ${version >= NAMED_NOT_NULL ? `, ${notNullName(GENERATED_NOT_NULL)}` : ''})
from relation r
join pg_catalog.pg_class c on c.oid = r.oid
join pg_catalog.pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
join pg_catalog.pg_type t on t.oid = a.atttypid
left join pg_catalog.pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
${version >= NAMED_NOT_NULL ? `left join pg_catalog.pg_constraint nn on nn.conrelid = a.attrelid and nn.contype = 'n' and nn.conkey[1] = a.attnum` : ''}
${version >= NAMED_NOT_NULL ? commentJoin('nm', 'nn.oid', 'pg_constraint') : ''}
${commentJoin('m', 'r.oid', 'pg_class', 'a.attnum')}
where r.relkind in ('r', 'p', 'f')`,
}
