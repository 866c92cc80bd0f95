import { commentJoin } from '../fragments.js'
import type { Kind } from '../kind.js'

/** Extensions themselves, plpgsql among them; their members belong to them and are left out everywhere. */
export const extension: Kind = {
  kinds: ['extension'],
  slot: 'extension',
  scope: 'database',
  sql: () => `
select 'extension', 0::oid, e.oid, null::text, e.extname::text, pg_catalog.quote_ident(e.extname), null::text,
  pg_catalog.jsonb_build_object('version', e.extversion, 'schema', n.nspname, 'comment', d.description), '{}'::pg_catalog.jsonb
from pg_catalog.pg_extension e
join pg_catalog.pg_namespace n on n.oid = e.extnamespace
${commentJoin('d', 'e.oid', 'pg_extension')}`,
}
