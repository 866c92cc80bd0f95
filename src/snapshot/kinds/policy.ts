import { commentJoin } from '../fragments.js'
import type { Kind } from '../kind.js'

/** Row security policies. Whether they are in force is the table's property. */
export const policy: Kind = {
  kinds: ['policy'],
  slot: 'policy',
  scope: 'relation',
  relkinds: 'rp',
  rows: 'pg_policy',
  sql: () => `
select 'policy', r.oid, p.oid, r.schema::text, p.polname::text, pg_catalog.format('%s.%I', r.identity, p.polname), r.key,
  pg_catalog.jsonb_build_object(
    'command', case p.polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete'
      else 'all' end,
    'permissive', p.polpermissive,
    'roles', (
      select pg_catalog.jsonb_agg(o.name order by o.name)
      from (
        select case when u.role = 0 then 'PUBLIC' else pg_catalog.pg_get_userbyid(u.role)::text end as name
        from pg_catalog.unnest(p.polroles) u (role)) o),
    'using', pg_catalog.pg_get_expr(p.polqual, p.polrelid),
    'with_check', pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid),
    'comment', d.description
  ), '{}'::pg_catalog.jsonb
from relation r
join pg_catalog.pg_policy p on p.polrelid = r.oid
${commentJoin('d', 'p.oid', 'pg_policy')}`,
}
