import { privileges } from '../fragments.js'
import type { Kind } from '../kind.js'

const OBJECTS = `case x.defaclobjtype when 'r' then 'TABLES' when 'S' then 'SEQUENCES' when 'f' then 'FUNCTIONS'
    when 'T' then 'TYPES' when 'n' then 'SCHEMAS' when 'L' then 'LARGE OBJECTS' end`
const ACTUAL = 'pg_catalog.aclexplode(x.defaclacl)'
// What is given by default counts only without a schema: there an entry replaces the default, in a schema it adds to it.
// https://www.postgresql.org/docs/current/catalog-pg-default-acl.html
const STANDARD = `pg_catalog.aclexplode(case when x.defaclnamespace = 0
      then pg_catalog.acldefault(case when x.defaclobjtype = 'S' then 's' else x.defaclobjtype end, x.defaclrole)
      end)`

/** ALTER DEFAULT PRIVILEGES: what a role's future objects will be granted. */
export const defaultPrivileges: Kind = {
  kinds: ['default privileges'],
  slot: 'default privileges',
  scope: 'database',
  sql: () => `
select 'default privileges', 0::oid, x.oid, n.nspname::text, pg_catalog.pg_get_userbyid(x.defaclrole)::text,
  pg_catalog.concat_ws(' ', 'FOR ROLE', pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(x.defaclrole)),
    'IN SCHEMA ' || pg_catalog.quote_ident(n.nspname), 'ON', ${OBJECTS}),
  case when n.oid is not null then 'schema ' || pg_catalog.quote_ident(n.nspname) end,
  pg_catalog.jsonb_build_object('grants', ${privileges(ACTUAL, STANDARD, 'x.defaclrole')}, 'revoked', ${privileges(STANDARD, ACTUAL, 'x.defaclrole')}),
  '{}'::pg_catalog.jsonb
from pg_catalog.pg_default_acl x
left join pg_catalog.pg_namespace n on n.oid = x.defaclnamespace`,
}
