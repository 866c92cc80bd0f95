import { commentJoin, grants, notOfExtension, userSchema } from '../fragments.js'
import type { Kind } from '../kind.js'

export const schema: Kind = {
  kinds: ['schema'],
  slot: 'schema',
  scope: 'database',
  sql: () => `
select 'schema' as kind, 0::oid as relation, n.oid, null::text as schema, n.nspname::text as name,
  pg_catalog.quote_ident(n.nspname) as identity, null::text as parent,
  pg_catalog.jsonb_build_object(
    'owner', pg_catalog.pg_get_userbyid(n.nspowner),
    ${grants('n.nspacl', 'n', 'n.nspowner')},
    'comment', d.description
  ) as properties, '{}'::pg_catalog.jsonb as minor
from pg_catalog.pg_namespace n
${commentJoin('d', 'n.oid', 'pg_namespace')}
where ${userSchema('n.nspname')} and ${notOfExtension('n.oid', 'pg_namespace')}`,
}
