import { commentJoin, dependsOnExtensions } from '../fragments.js'
import type { Kind } from '../kind.js'

/** Triggers that a user made. Left out: those behind foreign keys, and those a partition has from its parent. */
export const trigger: Kind = {
  kinds: ['trigger'],
  slot: 'trigger',
  scope: 'relation',
  relkinds: 'rpvf',
  rows: 'pg_trigger',
  sql: () => `
select 'trigger', r.oid, t.oid, r.schema::text, t.tgname::text, pg_catalog.format('%s.%I', r.identity, t.tgname), r.key,
  pg_catalog.jsonb_build_object(
    'definition', pg_catalog.pg_get_triggerdef(t.oid),
    'enabled', case t.tgenabled when 'O' then 'yes' when 'D' then 'no' when 'R' then 'replica' when 'A' then 'always' end,
    'depends_on_extensions', ${dependsOnExtensions('t.oid', 'pg_trigger')},
    'comment', d.description
  ), '{}'::pg_catalog.jsonb
from relation r
join pg_catalog.pg_trigger t on t.tgrelid = r.oid and not t.tgisinternal and t.tgparentid = 0
${commentJoin('d', 't.oid', 'pg_trigger')}`,
}
