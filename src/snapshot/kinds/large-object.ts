import { commentJoin, grants } from '../fragments.js'
import type { Kind } from '../kind.js'

/**
 * Large objects by their number in the order of their oids, since most oids are whatever came next. Their content is data, and
 * only superusers see when it changes.
 */
export const largeObject: Kind = {
  kinds: ['large object'],
  slot: 'large object',
  scope: 'database',
  rows: 'pg_largeobject_metadata',
  sql: () => `
select 'large object', 0::oid, x.oid, null::text, x.number::text, x.number::text, null::text,
  pg_catalog.jsonb_build_object(
    'owner', pg_catalog.pg_get_userbyid(x.lomowner),
    ${grants('x.lomacl', 'L', 'x.lomowner')},
    'comment', d.description
  ), '{}'::pg_catalog.jsonb
from (select l.*, pg_catalog.row_number() over (order by l.oid) as number from pg_catalog.pg_largeobject_metadata l) x
${commentJoin('d', 'x.oid', 'pg_largeobject')}`,
}
