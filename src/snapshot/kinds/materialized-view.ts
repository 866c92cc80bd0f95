import { commentJoin, grants, replicaIdentity, sortedArray, tablespace, viewColumns } from '../fragments.js'
import type { Kind } from '../kind.js'

export const materializedView: Kind = {
  kinds: ['materialized view'],
  slot: 'relation',
  scope: 'relation',
  relkinds: 'm',
  needs: 'pg_rewrite',
  sql: (version) => `
select 'materialized view', r.oid, r.oid, r.schema::text, r.name::text, r.identity, null::text,
  pg_catalog.jsonb_build_object(
    'definition', pg_catalog.pg_get_viewdef(r.oid),
    'columns', ${viewColumns('r.oid', version)},
    'populated', c.relispopulated,
    'options', ${sortedArray('c.reloptions')},
    'toast_options', ${sortedArray('toast.reloptions')},
    'replica_identity', ${replicaIdentity('c.relreplident')},
    'access_method', (select m.amname from pg_catalog.pg_am m where m.oid = c.relam and m.amname <> 'heap'),
    'tablespace', ${tablespace('c.reltablespace')},
    'owner', pg_catalog.pg_get_userbyid(c.relowner),
    ${grants('c.relacl', 'r', 'c.relowner')},
    'comment', d.description
  ), '{}'::pg_catalog.jsonb
from relation r
join pg_catalog.pg_class c on c.oid = r.oid
left join pg_catalog.pg_class toast on toast.oid = c.reltoastrelid
${commentJoin('d', 'r.oid', 'pg_class')}
where r.relkind = 'm'`,
}
