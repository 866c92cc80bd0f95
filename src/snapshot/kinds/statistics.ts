import { commentJoin } from '../fragments.js'
import type { Kind } from '../kind.js'

/** Extended statistics. PostgreSQL names one without a name after its table and columns, in the order written. */
export const statistics: Kind = {
  kinds: ['statistics object'],
  slot: 'statistics',
  scope: 'relation',
  needs: 'pg_statistic_ext',
  sql: () => `
select 'statistics object', r.oid, s.oid, n.nspname::text, s.stxname::text,
  pg_catalog.format('%I.%I', n.nspname, s.stxname), r.key,
  pg_catalog.jsonb_build_object(
    'definition', pg_catalog.pg_get_statisticsobjdef(s.oid),
    'statistics', case when s.stxstattarget >= 0 then s.stxstattarget end,
    'owner', pg_catalog.pg_get_userbyid(s.stxowner),
    'comment', d.description
  ),
  pg_catalog.jsonb_build_object('generated_name',
    case when s.stxname ~ '_stat[0-9]+$' and pg_catalog.starts_with(s.stxname::text, pg_catalog.left(r.name::text, 20))
      then pg_catalog.regexp_replace(s.stxname::text, '[0-9]+$', '') end)
from relation r
join pg_catalog.pg_statistic_ext s on s.stxrelid = r.oid
join pg_catalog.pg_namespace n on n.oid = s.stxnamespace
${commentJoin('d', 's.oid', 'pg_statistic_ext')}`,
}
