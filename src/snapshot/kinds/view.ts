import { commentJoin, grants, sortedArray, viewColumns } from '../fragments.js'
import type { Kind } from '../kind.js'

export const view: Kind = {
  kinds: ['view'],
  slot: 'relation',
  scope: 'relation',
  relkinds: 'v',
  needs: 'pg_rewrite',
  sql: (version) => `
select 'view', r.oid, r.oid, r.schema::text, r.name::text, r.identity, null::text,
  pg_catalog.jsonb_build_object(
    'definition', pg_catalog.pg_get_viewdef(r.oid),
    'columns', ${viewColumns('r.oid', version)},
    'options', ${sortedArray('c.reloptions')},
    'owner', pg_catalog.pg_get_userbyid(c.relowner),
    ${grants('c.relacl', 'r', 'c.relowner')},
    'comment', d.description
  ), '{}'::pg_catalog.jsonb
from relation r
join pg_catalog.pg_class c on c.oid = r.oid
${commentJoin('d', 'r.oid', 'pg_class')}
where r.relkind = 'v'`,
}
