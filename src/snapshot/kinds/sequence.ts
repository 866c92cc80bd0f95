import { commentJoin, generatedName, grants } from '../fragments.js'
import type { Kind } from '../kind.js'

const OWNER = `pg_catalog.format('%I.%I.%I', n.nspname, o.relname, a.attname)`

/**
 * Sequences by their parameters, never by their position. One that a column owns hangs on that column. A bigint is text: JavaScript's
 * numbers are exact up to 2^53 only.
 */
export const sequence: Kind = {
  kinds: ['sequence'],
  slot: 'relation',
  scope: 'relation',
  relkinds: 'S',
  sql: () => `
select 'sequence', r.oid, r.oid, r.schema::text, r.name::text, r.identity,
  case when o.oid is not null then 'column ' || ${OWNER} end,
  pg_catalog.jsonb_build_object(
    'type', pg_catalog.format_type(s.seqtypid, null),
    'start', s.seqstart::text, 'increment', s.seqincrement::text, 'min', s.seqmin::text, 'max', s.seqmax::text,
    'cache', s.seqcache::text, 'cycle', s.seqcycle,
    'persistence', case when c.relpersistence <> 'p' then 'unlogged' end,
    'owned_by', case when o.oid is not null then ${OWNER} end,
    'owner', pg_catalog.pg_get_userbyid(c.relowner),
    ${grants('c.relacl', 's', 'c.relowner')},
    'comment', m.description
  ),
  pg_catalog.jsonb_build_object('generated_name', ${generatedName('r.name', 'o.relname', 'a.attname', 'seq')})
from relation r
join pg_catalog.pg_class c on c.oid = r.oid
join pg_catalog.pg_sequence s on s.seqrelid = r.oid
left join pg_catalog.pg_depend d
  on d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.objid = r.oid and d.objsubid = 0
  and d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.refobjsubid > 0 and d.deptype in ('a', 'i')
left join pg_catalog.pg_class o on o.oid = d.refobjid
left join pg_catalog.pg_namespace n on n.oid = o.relnamespace
left join pg_catalog.pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
${commentJoin('m', 'r.oid', 'pg_class')}
where r.relkind = 'S'`,
}
