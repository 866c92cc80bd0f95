import type { Snapshot } from '../model/catalog.js'
import { objectKey } from '../model/catalog.js'
import { privileges, sharedLabels, sortedArray } from './fragments.js'
import { toObject, type Row } from './row.js'

/** What belongs to the whole server. PostgreSQL's own roles begin with `pg_`. */
const ROLES = `
select 'role' as kind, r.oid, r.rolname::text as name, pg_catalog.quote_ident(r.rolname) as identity, null::text as parent,
  pg_catalog.jsonb_build_object(
    'superuser', r.rolsuper, 'inherit', r.rolinherit, 'create_role', r.rolcreaterole, 'create_db', r.rolcreatedb,
    'login', r.rolcanlogin, 'replication', r.rolreplication, 'bypass_row_security', r.rolbypassrls,
    'connection_limit', case when r.rolconnlimit <> -1 then r.rolconnlimit end,
    'valid_until', r.rolvaliduntil at time zone 'UTC',
    'settings', ${sortedArray('r.rolconfig')}, 'comment', d.description,
    'security_labels', ${sharedLabels('r.oid', 'pg_authid')}) as properties
from pg_catalog.pg_roles r
left join pg_catalog.pg_shdescription d on d.objoid = r.oid and d.classoid = 'pg_catalog.pg_authid'::pg_catalog.regclass
where r.rolname !~ '^pg_'`

const memberships = (version: number): string => `
select 'role membership', m.member, r.rolname || ' ' || u.rolname,
  pg_catalog.format('%I TO %I', r.rolname, u.rolname), 'role ' || pg_catalog.quote_ident(u.rolname),
  pg_catalog.jsonb_build_object('role', r.rolname, 'member', u.rolname, 'by', pg_catalog.jsonb_object_agg(
    pg_catalog.pg_get_userbyid(m.grantor), pg_catalog.concat_ws(', ', case when m.admin_option then 'admin' end${
      version >= 160000
        ? `, case when m.inherit_option then 'inherit' end, case when m.set_option then 'set' end`
        : ''
    })))
from pg_catalog.pg_auth_members m
join pg_catalog.pg_roles r on r.oid = m.roleid
join pg_catalog.pg_roles u on u.oid = m.member
group by m.member, r.rolname, u.rolname`

const TABLESPACES = `
select 'tablespace', t.oid, t.spcname, pg_catalog.quote_ident(t.spcname), null,
  pg_catalog.jsonb_build_object('owner', pg_catalog.pg_get_userbyid(t.spcowner), 'options', ${sortedArray('t.spcoptions')},
    'location', pg_catalog.pg_tablespace_location(t.oid), 'grants', ${acl('t.spcacl', 't', 't.spcowner')}, 'comment', d.description,
    'security_labels', ${sharedLabels('t.oid', 'pg_tablespace')})
from pg_catalog.pg_tablespace t
left join pg_catalog.pg_shdescription d on d.objoid = t.oid and d.classoid = 'pg_catalog.pg_tablespace'::pg_catalog.regclass`

const SETTINGS = `
select 'role settings', s.setrole, 'ALL', 'ALL', null, pg_catalog.jsonb_build_object('settings', ${sortedArray('s.setconfig')})
from pg_catalog.pg_db_role_setting s where s.setdatabase = 0 and s.setrole = 0`

const PARAMETERS = `
select 'parameter', p.oid, p.parname, p.parname, null,
  pg_catalog.jsonb_build_object('grants', ${acl('p.paracl', 'p', '10::pg_catalog.oid')})
from pg_catalog.pg_parameter_acl p`

function acl(column: string, type: string, owner: string): string {
  const standard = `pg_catalog.aclexplode(pg_catalog.acldefault('${type}', ${owner}))`
  return `case when ${column} is not null then ${privileges(`pg_catalog.aclexplode(${column})`, standard, owner)} end`
}

/** Reads everything that belongs to the whole server, with the columns of a kind's SELECT. Passwords are never read. */
export function clusterStatement(version: number): string {
  const parts = [
    ROLES,
    memberships(version),
    TABLESPACES,
    SETTINGS,
    ...(version >= 150000 ? [PARAMETERS] : []),
  ]
  return `select c.kind, 0 as relation, c.oid, null as schema, c.name, c.identity, c.parent, c.properties::text, '{}' as minor
from (${parts.join('\nunion all')}) c`
}

/** A short text that is another one when something that `clusterStatement` reads changed, and the catalogs it is made from. */
export function clusterPrint(version: number): {
  readonly sql: string
  readonly catalogs: readonly string[]
} {
  const tables: readonly (readonly [catalog: string, rows: string])[] = [
    ['pg_authid', 'pg_roles x where true'],
    ['pg_auth_members', 'pg_auth_members x where true'],
    ['pg_tablespace', 'pg_tablespace x where true'],
    ['pg_db_role_setting', 'pg_db_role_setting x where x.setdatabase = 0'],
    ['pg_shdescription', 'pg_shdescription x where x.classoid <> 1262'],
    // pg_authid and pg_tablespace.
    ['pg_shseclabel', 'pg_shseclabel x where x.classoid in (1260, 1213)'],
    ...(version >= 150000 ? ([['pg_parameter_acl', 'pg_parameter_acl x where true']] as const) : []),
  ]
  const rows = tables.map(([, table]) => `select x::text as row from pg_catalog.${table}`).join(' union all ')
  return {
    sql: `(select pg_catalog.md5(pg_catalog.string_agg(u.row, ',' order by u.row)) from (${rows}) u)`,
    catalogs: tables.map(([catalog]) => catalog),
  }
}

/** The rows of `clusterStatement` by their keys. */
export function toCluster(rows: readonly Row[]): NonNullable<Snapshot['cluster']> {
  return new Map(rows.map((row) => [objectKey(row.kind, row.identity), toObject(row)]))
}

/**
 * What belongs to the whole server now.
 * @param version as PostgreSQL prints it, such as `17.10`
 */
export async function readCluster(
  query: (sql: string) => Promise<readonly unknown[]>,
  version: string,
): Promise<NonNullable<Snapshot['cluster']>> {
  return toCluster((await query(clusterStatement(parseInt(version) * 10000))) as readonly Row[])
}
