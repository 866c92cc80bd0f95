import {
  commentJoin,
  dependsOnExtensions,
  grants,
  relationsRead,
  replicaIdentity,
  sortedArray,
  tablespace,
  viewColumns,
} from '../fragments.js'
import type { Kind } from '../kind.js'

export const materializedView: Kind = {
  kinds: ['materialized view'],
  slot: 'relation',
  scope: 'relation',
  relkinds: 'm',
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
    'depends_on_extensions', ${dependsOnExtensions('r.oid', 'pg_class')},
    'rule_comment', rd.description,
    'comment', d.description
  ), pg_catalog.jsonb_build_object('facts', pg_catalog.jsonb_build_object('reads', ${relationsRead('r.oid')}))
from relation r
join pg_catalog.pg_class c on c.oid = r.oid
left join pg_catalog.pg_class toast on toast.oid = c.reltoastrelid
${commentJoin('d', 'r.oid', 'pg_class')}
left join pg_catalog.pg_rewrite w on w.ev_class = r.oid and w.rulename = '_RETURN'
${commentJoin('rd', 'w.oid', 'pg_rewrite')}
where r.relkind = 'm'`,
}
