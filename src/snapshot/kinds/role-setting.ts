import { sortedArray } from '../fragments.js'
import type { Kind } from '../kind.js'

/** ALTER ROLE … IN DATABASE … SET, for this database. */
export const roleSetting: Kind = {
  kinds: ['role settings'],
  slot: 'role settings',
  scope: 'database',
  sql: () => `
select 'role settings', 0::oid, x.setrole, null::text, pg_catalog.pg_get_userbyid(x.setrole)::text,
  pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(x.setrole)) || ' IN DATABASE', null::text,
  pg_catalog.jsonb_build_object('settings', ${sortedArray('x.setconfig')}), '{}'::pg_catalog.jsonb
from pg_catalog.pg_db_role_setting x
join pg_catalog.pg_database b on b.oid = x.setdatabase and b.datname = pg_catalog.current_database()
where x.setrole <> 0`,
}
