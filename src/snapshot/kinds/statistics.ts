import { commentJoin } from '../fragments.js'
import type { Kind } from '../kind.js'

/** From 16 on CREATE STATISTICS needs no name: https://www.postgresql.org/docs/16/sql-createstatistics.html */
const UNNAMED = 160000

/**
 * The name is made of table and columns in the order written, which nothing else tells; cut to 63 bytes it loses more with a number.
 * https://github.com/postgres/postgres/blob/master/src/backend/commands/statscmds.c (ChooseExtendedStatisticName)
 */
const GENERATED = `case when s.stxname ~ '_stat[0-9]*$' and pg_catalog.starts_with(s.stxname::text, pg_catalog.left(r.name::text, 20)) then case
      when pg_catalog.octet_length(s.stxname::text) >= 60 then r.name || '_stat'
      when s.stxname ~ '[0-9]$' then pg_catalog.regexp_replace(s.stxname::text, '[0-9]+$', '') end end`

/** Extended statistics. */
export const statistics: Kind = {
  kinds: ['statistics object'],
  slot: 'statistics',
  scope: 'relation',
  relkinds: 'rpmf',
  rows: 'pg_statistic_ext',
  sql: (version) => `
select 'statistics object', r.oid, s.oid, n.nspname::text, s.stxname::text,
  pg_catalog.format('%I.%I', n.nspname, s.stxname), r.key,
  pg_catalog.jsonb_build_object(
    'definition', pg_catalog.pg_get_statisticsobjdef(s.oid),
    'statistics', case when s.stxstattarget >= 0 then s.stxstattarget end,
    'owner', pg_catalog.pg_get_userbyid(s.stxowner),
    'comment', d.description
  ),
  ${version >= UNNAMED ? `pg_catalog.jsonb_build_object('generated_name', ${GENERATED})` : `'{}'::pg_catalog.jsonb`}
from relation r
join pg_catalog.pg_statistic_ext s on s.stxrelid = r.oid
join pg_catalog.pg_namespace n on n.oid = s.stxnamespace
${commentJoin('d', 's.oid', 'pg_statistic_ext')}`,
}
