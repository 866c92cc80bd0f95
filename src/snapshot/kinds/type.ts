import { commentJoin, grants, notOfExtension, userSchema, viewColumns } from '../fragments.js'
import type { Kind } from '../kind.js'
import { functionName, qualifiedName } from '../outside.js'

const BASE = `case when t.typtype = 'b' then pg_catalog.jsonb_strip_nulls(pg_catalog.jsonb_build_object(
      'input', ${functionName('t.typinput')}, 'output', ${functionName('t.typoutput')},
      'receive', ${functionName('t.typreceive')}, 'send', ${functionName('t.typsend')},
      'typmod_in', ${functionName('t.typmodin')}, 'typmod_out', ${functionName('t.typmodout')},
      'analyze', ${functionName('t.typanalyze')},
      'length', t.typlen, 'by_value', t.typbyval, 'alignment', t.typalign, 'storage', t.typstorage,
      'category', t.typcategory, 'preferred', t.typispreferred, 'delimiter', t.typdelim,
      'element', case when t.typelem <> 0 then pg_catalog.format_type(t.typelem, null) end,
      'collatable', t.typcollation <> 0`

const range = (version: number): string => `case when t.typtype = 'r' then (
      select pg_catalog.jsonb_strip_nulls(pg_catalog.jsonb_build_object(
        'subtype_opclass', ${qualifiedName('pg_opclass', 'opc', 'r.rngsubopc')},
        'collation', case when r.rngcollation <> 0 then r.rngcollation::pg_catalog.regcollation::text end,
        'canonical', ${functionName('r.rngcanonical')}, 'subtype_diff', ${functionName('r.rngsubdiff')}${
          version >= 140000 ? `,\n        'multirange', pg_catalog.format_type(r.rngmultitypid, null)` : ''
        }))
      from pg_catalog.pg_range r where r.rngtypid = t.oid) end`

/** From 17 on a domain's NOT NULL has a name, which PostgreSQL makes up when the user does not choose one. */
const CONSTRAINTS = `case when t.typtype = 'd' then (
      select pg_catalog.jsonb_object_agg(k.conname, pg_catalog.pg_get_constraintdef(k.oid))
      from pg_catalog.pg_constraint k where k.contypid = t.oid
        and (k.contype = 'c' or k.contype = 'n' and k.conname <> t.typname || '_not_null')) end,
    'constraint_comments', case when t.typtype = 'd' then (
      select pg_catalog.jsonb_object_agg(k.conname, kd.description)
      from pg_catalog.pg_constraint k
      join pg_catalog.pg_description kd
        on kd.objoid = k.oid and kd.classoid = 'pg_catalog.pg_constraint'::pg_catalog.regclass
      where k.contypid = t.oid) end`

/**
 * Enums, domains, ranges, base types, shells and composite types of their own. Left out: array types, multirange types (they
 * come and go with their element or range) and the row types of relations.
 */
export const type: Kind = {
  kinds: ['type'],
  slot: 'type',
  scope: 'database',
  sql: (version) => `
select 'type', 0::oid, t.oid, n.nspname::text, t.typname::text,
  pg_catalog.format('%I.%I', n.nspname, t.typname), null::text,
  pg_catalog.jsonb_build_object(
    'type', case when not t.typisdefined then 'shell' else case t.typtype when 'e' then 'enum' when 'd' then 'domain'
      when 'c' then 'composite' when 'r' then 'range' else 'base' end end,
    'labels', case when t.typtype = 'e' then (
      select pg_catalog.jsonb_agg(e.enumlabel order by e.enumsortorder)
      from pg_catalog.pg_enum e where e.enumtypid = t.oid) end,
    'attributes', case when t.typtype = 'c' then ${viewColumns('t.typrelid')} end,
    'base_type', case when t.typtype = 'd' then pg_catalog.format_type(t.typbasetype, t.typtypmod) end,
    'not_null', case when t.typnotnull then true end,
    'default', coalesce(pg_catalog.pg_get_expr(t.typdefaultbin, 0), t.typdefault),
    'collation', case when t.typtype = 'd' and t.typcollation <> b.typcollation
      then t.typcollation::pg_catalog.regcollation::text end,
    'constraints', ${CONSTRAINTS},
    'subtype', case when t.typtype = 'r' then (
      select pg_catalog.format_type(r.rngsubtype, null) from pg_catalog.pg_range r where r.rngtypid = t.oid) end,
    'range', ${range(version)},
    'base', ${BASE}${version >= 140000 ? `, 'subscript', ${functionName('t.typsubscript')}` : ''})) end,
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
  and t.typoutput <> 'pg_catalog.array_out'::pg_catalog.regproc`,
}
