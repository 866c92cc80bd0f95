import type { Kind } from '../kind.js'

/**
 * Labels given with SECURITY LABEL, on whatever kind of object and on the database itself. Few databases have one. Those of roles
 * and tablespaces stand with what belongs to the whole server. Left out: those of subscriptions.
 */
export const securityLabel: Kind = {
  kinds: ['security label'],
  slot: 'security label',
  scope: 'database',
  sql: () => `
select 'security label', 0::oid, l.objoid, o.schema, l.provider,
  pg_catalog.format('%I on %s %s', l.provider, o.type, o.identity),
  case when l.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass
    then case when o.type like '% column' then 'column' else o.type end || ' ' || o.identity end,
  pg_catalog.jsonb_build_object('label', l.label), '{}'::pg_catalog.jsonb
from pg_catalog.pg_seclabel l
cross join lateral pg_catalog.pg_identify_object(l.classoid, l.objoid, l.objsubid) o
where (o.schema is null or o.schema !~ '^pg_') and not exists (
  select from pg_catalog.pg_depend e where e.classid = l.classoid and e.objid = l.objoid and e.deptype = 'e')
union all
select 'security label', 0::oid, l.objoid, null, l.provider, pg_catalog.format('%I on database', l.provider), null,
  pg_catalog.jsonb_build_object('label', l.label), '{}'::pg_catalog.jsonb
from pg_catalog.pg_shseclabel l
join pg_catalog.pg_database b on b.oid = l.objoid and b.datname = pg_catalog.current_database()
where l.classoid = 'pg_catalog.pg_database'::pg_catalog.regclass`,
}
