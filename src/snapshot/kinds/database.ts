import { grants, sharedLabels, sortedArray, tablespace } from '../fragments.js'
import type { Kind } from '../kind.js'

/** What a migration can change of the database as a whole. Its name is the run's own and is not told. */
export const database: Kind = {
  kinds: ['database'],
  slot: 'database',
  scope: 'database',
  sql: () => `
select 'database', 0::oid, x.oid, null::text, 'current_database'::text, 'current_database'::text, null::text,
  pg_catalog.jsonb_build_object(
    'owner', pg_catalog.pg_get_userbyid(x.datdba),
    'connection_limit', case when x.datconnlimit <> -1 then x.datconnlimit end,
    'allow_connections', case when not x.datallowconn then false end,
    'is_template', nullif(x.datistemplate, false),
    'tablespace', ${tablespace(`(case when x.dattablespace <> 1663 then x.dattablespace end)`)},
    'settings', ${sortedArray('s.setconfig')},
    ${grants('x.datacl', 'd', 'x.datdba')},
    'comment', d.description,
    'security_labels', ${sharedLabels('x.oid', 'pg_database')}
  ), '{}'::pg_catalog.jsonb
from pg_catalog.pg_database x
left join pg_catalog.pg_db_role_setting s on s.setdatabase = x.oid and s.setrole = 0
left join pg_catalog.pg_shdescription d on d.objoid = x.oid and d.classoid = 'pg_catalog.pg_database'::pg_catalog.regclass
where x.datname = pg_catalog.current_database()`,
}
