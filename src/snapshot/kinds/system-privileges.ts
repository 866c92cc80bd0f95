import { privileges } from '../fragments.js'
import type { Kind } from '../kind.js'

/** Catalogs with the letter that acldefault() takes, and the columns of the grants and the owner. */
const CATALOGS = [
  ['pg_proc', 'f', 'proacl', 'proowner', 'true'],
  ['pg_class', 'r', 'relacl', 'relowner', `x.relkind in ('r', 'v')`],
  ['pg_type', 'T', 'typacl', 'typowner', 'true'],
  ['pg_language', 'l', 'lanacl', 'lanowner', 'x.lanpltrusted'],
  // The schema public is told with the user's schemas.
  ['pg_namespace', 'n', 'nspacl', 'nspowner', `x.nspname <> 'public'`],
] as const

function granted([catalog, letter, acl, owner, only]: (typeof CATALOGS)[number]): string {
  const standard = `pg_catalog.acldefault('${letter}', x.${owner})`
  return `
  select 'pg_catalog.${catalog}'::pg_catalog.regclass as classid, x.oid,
    coalesce(x.${acl}, ${standard}) as acl, coalesce(i.initprivs, ${standard}) as initial
  from pg_catalog.${catalog} x
  left join pg_catalog.pg_init_privs i
    on i.objoid = x.oid and i.classoid = 'pg_catalog.${catalog}'::pg_catalog.regclass and i.objsubid = 0
  where x.oid < 16384 and (x.${acl} is not null or i.initprivs is not null) and ${only}`
}

/**
 * What was granted on PostgreSQL's own objects, and revoked, since initdb, which notes in pg_init_privs what it granted itself; of
 * information_schema it does not, so that what is granted there from the start is told too, always the same.
 * https://www.postgresql.org/docs/current/catalog-pg-init-privs.html
 */
export const systemPrivileges: Kind = {
  kinds: ['privileges'],
  slot: 'privileges',
  scope: 'database',
  // Users' rows of the catalogs have nothing to do with it; the tracker says when one of PostgreSQL's own was written.
  catalogs: ['pg_init_privs', 'pg_namespace'],
  sql: () => `
select 'privileges', 0::oid, s.oid, null, s.name, 'on ' || s.name, null,
  pg_catalog.jsonb_build_object('grants', s.grants, 'revoked', s.revoked), '{}'::pg_catalog.jsonb
from (
  select p.oid, o.type || ' ' || o.identity as name,
    ${privileges('pg_catalog.aclexplode(p.acl)', 'pg_catalog.aclexplode(p.initial)')} as grants,
    ${privileges('pg_catalog.aclexplode(p.initial)', 'pg_catalog.aclexplode(p.acl)')} as revoked
  from (${CATALOGS.map(granted).join('\n  union all')}
  ) p
  cross join lateral pg_catalog.pg_identify_object(p.classid, p.oid, 0) o
  where p.acl <> p.initial
) s
where s.grants is not null or s.revoked is not null`,
}
