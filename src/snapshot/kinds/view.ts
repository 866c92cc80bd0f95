import { commentJoin, grants, relationsRead, sortedArray, viewColumns } from '../fragments.js'
import type { Kind } from '../kind.js'

export const view: Kind = {
  kinds: ['view'],
  slot: 'relation',
  scope: 'relation',
  relkinds: 'v',
  sql: (version) => `
select 'view', r.oid, r.oid, r.schema::text, r.name::text, r.identity, null::text,
  pg_catalog.jsonb_build_object(
    'definition', pg_catalog.pg_get_viewdef(r.oid),
    'columns', ${viewColumns('r.oid', version)},
    'options', ${sortedArray('c.reloptions')},
    'owner', pg_catalog.pg_get_userbyid(c.relowner),
    ${grants('c.relacl', 'r', 'c.relowner')},
    'rule_comment', rd.description,
    'comment', d.description
  ), pg_catalog.jsonb_build_object('facts', pg_catalog.jsonb_build_object('reads', ${relationsRead('r.oid')}))
from relation r
join pg_catalog.pg_class c on c.oid = r.oid
${commentJoin('d', 'r.oid', 'pg_class')}
left join pg_catalog.pg_rewrite w on w.ev_class = r.oid and w.rulename = '_RETURN'
${commentJoin('rd', 'w.oid', 'pg_rewrite')}
where r.relkind = 'v'`,
}
