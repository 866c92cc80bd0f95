import { columnOrder, commentJoin, grants, inherits, sortedArray } from '../fragments.js'
import type { Kind } from '../kind.js'

/** Tables on another server. Their columns, checks and triggers are told as those of tables are. */
export const foreignTable: Kind = {
  kinds: ['foreign table'],
  slot: 'relation',
  scope: 'relation',
  relkinds: 'f',
  sql: (version) => `
select 'foreign table', r.oid, r.oid, r.schema::text, r.name::text, r.identity, null::text,
  pg_catalog.jsonb_build_object(
    'server', s.srvname,
    'fdw_options', ${sortedArray('f.ftoptions')},
    ${inherits(version)},
    'owner', pg_catalog.pg_get_userbyid(c.relowner),
    ${grants('c.relacl', 'r', 'c.relowner')},
    'comment', d.description
  ),
  pg_catalog.jsonb_build_object(${columnOrder('c.oid')})
from relation r
join pg_catalog.pg_class c on c.oid = r.oid
join pg_catalog.pg_foreign_table f on f.ftrelid = r.oid
join pg_catalog.pg_foreign_server s on s.oid = f.ftserver
${commentJoin('d', 'r.oid', 'pg_class')}
where r.relkind = 'f'`,
}
