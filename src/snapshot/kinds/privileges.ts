import { privileges } from '../fragments.js'
import type { Kind } from '../kind.js'
import { USER } from '../sources.js'

/** Catalogs with the letter that acldefault() takes, the columns of the grants and the owner, and which rows of PostgreSQL's own count. */
const CATALOGS = [
  ['pg_proc', `'f'`, 'proacl', 'proowner', 'true'],
  ['pg_class', `case x.relkind when 'S' then 's' else 'r' end::"char"`, 'relacl', 'relowner', 'true'],
  ['pg_type', `'T'`, 'typacl', 'typowner', 'true'],
  ['pg_language', `'l'`, 'lanacl', 'lanowner', 'x.lanpltrusted'],
  ['pg_foreign_data_wrapper', `'F'`, 'fdwacl', 'fdwowner', 'true'],
  // The schema public is told with the user's schemas.
  ['pg_namespace', `'n'`, 'nspacl', 'nspowner', `x.nspname <> 'public'`],
] as const

function granted([catalog, letter, acl, owner, only]: (typeof CATALOGS)[number]): string {
  return `
  select 'pg_catalog.${catalog}'::pg_catalog.regclass as classid, x.oid, 0 as minor, x.${owner} as owner, x.${acl} as acl,
    coalesce(i.initprivs, pg_catalog.acldefault(${letter}, x.${owner})) as initial
  from pg_catalog.${catalog} x
  left join pg_catalog.pg_init_privs i
    on i.objoid = x.oid and i.classoid = 'pg_catalog.${catalog}'::pg_catalog.regclass and i.objsubid = 0
  where x.${acl} is not null and ${only} and (x.oid < ${USER} or x.oid = any (${members(catalog)}))`
}

/** Those of a catalog's objects that are members of extensions, found from these: there may be many objects. */
const members = (catalog: string): string => `array(
    select e.objid from pg_catalog.pg_depend e
    where e.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass and e.deptype = 'e'
      and e.classid = 'pg_catalog.${catalog}'::pg_catalog.regclass)`

/** On columns of such relations; by default nobody may anything on a column alone. */
const COLUMNS = `
  select 'pg_catalog.pg_class'::pg_catalog.regclass, x.attrelid, x.attnum, c.relowner, x.attacl, coalesce(i.initprivs, pg_catalog.acldefault('c', c.relowner))
  from pg_catalog.pg_attribute x
  join pg_catalog.pg_class c on c.oid = x.attrelid
  left join pg_catalog.pg_init_privs i
    on i.objoid = x.attrelid and i.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass and i.objsubid = x.attnum
  where x.attacl is not null and (x.attrelid < ${USER} or x.attrelid = any (${members('pg_class')}))`

/**
 * What was granted on PostgreSQL's own objects and on members of extensions, and revoked, since initdb and CREATE EXTENSION, which note
 * in pg_init_privs what they granted themselves; of information_schema initdb does not, so that what is granted there from the start is
 * told too, always the same.
 * https://www.postgresql.org/docs/current/catalog-pg-init-privs.html
 */
export const privilegesOfOthers: Kind = {
  kinds: ['privileges'],
  slot: 'privileges',
  scope: 'database',
  sql: () => `
select 'privileges', 0::oid, s.oid, null, s.name, 'on ' || s.name, null,
  pg_catalog.jsonb_build_object('grants', s.grants, 'revoked', s.revoked), '{}'::pg_catalog.jsonb
from (
  select p.oid, o.type || ' ' || o.identity as name,
    ${privileges('pg_catalog.aclexplode(p.acl)', 'pg_catalog.aclexplode(p.initial)', 'p.owner')} as grants,
    ${privileges('pg_catalog.aclexplode(p.initial)', 'pg_catalog.aclexplode(p.acl)', 'p.owner')} as revoked
  from (${[...CATALOGS.map(granted), COLUMNS].join('\n  union all')}
  ) p
  cross join lateral pg_catalog.pg_identify_object(p.classid, p.oid, p.minor) o
  where p.acl <> p.initial
) s
where s.grants is not null or s.revoked is not null`,
}
