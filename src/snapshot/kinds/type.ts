import { commentJoin, grants, notOfExtension, userSchema, viewColumns } from '../fragments.js'
import type { Kind } from '../kind.js'

/**
 * Enums, domains, ranges, base types and composite types of their own. Left out: array types, multirange types (they
 * come and go with their element or range) and the row types of relations.
 */
export const type: Kind = {
  kinds: ['type'],
  slot: 'type',
  scope: 'database',
  sql: () => `
select 'type', 0::oid, t.oid, n.nspname::text, t.typname::text,
  pg_catalog.format('%I.%I', n.nspname, t.typname), null::text,
  pg_catalog.jsonb_build_object(
    'type', case t.typtype when 'e' then 'enum' when 'd' then 'domain' when 'c' then 'composite'
      when 'r' then 'range' else 'base' end,
    'labels', (
      select pg_catalog.jsonb_agg(e.enumlabel order by e.enumsortorder)
      from pg_catalog.pg_enum e where e.enumtypid = t.oid),
    'attributes', case when t.typtype = 'c' then ${viewColumns('t.typrelid')} end,
    'base_type', case when t.typtype = 'd' then pg_catalog.format_type(t.typbasetype, t.typtypmod) end,
    'not_null', case when t.typnotnull then true end,
    'default', t.typdefault,
    'collation', case when t.typtype = 'd' and t.typcollation <> b.typcollation
      then t.typcollation::pg_catalog.regcollation::text end,
    'constraints', (
      select pg_catalog.jsonb_object_agg(k.conname, pg_catalog.pg_get_constraintdef(k.oid))
      from pg_catalog.pg_constraint k where k.contypid = t.oid and k.contype = 'c'),
    'subtype', (select r.rngsubtype::pg_catalog.regtype::text from pg_catalog.pg_range r where r.rngtypid = t.oid),
    'owner', pg_catalog.pg_get_userbyid(t.typowner),
    ${grants('t.typacl', 'T', 't.typowner')},
    'comment', d.description
  ), '{}'::pg_catalog.jsonb
from pg_catalog.pg_type t
join pg_catalog.pg_namespace n on n.oid = t.typnamespace
left join pg_catalog.pg_type b on b.oid = t.typbasetype
left join pg_catalog.pg_class c on c.oid = t.typrelid
${commentJoin('d', 't.oid', 'pg_type')}
where ${userSchema('n.nspname')} and ${notOfExtension('t.oid', 'pg_type')}
  and t.typtype <> 'm' and (t.typrelid = 0 or c.relkind = 'c')
  and not exists (select from pg_catalog.pg_type element where element.typarray = t.oid)`,
}
