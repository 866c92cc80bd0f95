import { commentJoin, sortedArray, tablespace } from '../fragments.js'
import type { Kind } from '../kind.js'

/**
 * Constraints of tables. The index behind a primary key, unique or exclusion constraint is told as the constraint's
 * property. Left out: those that a partition has from its parent, constraint triggers (they are triggers), and
 * PostgreSQL 18's not-null constraints (they are the column's property).
 */
export const constraint: Kind = {
  kinds: ['constraint'],
  slot: 'constraint',
  scope: 'relation',
  sql: () => `
select 'constraint', r.oid, k.oid, r.schema::text, k.conname::text, pg_catalog.format('%s.%I', r.identity, k.conname),
  r.key,
  pg_catalog.jsonb_build_object(
    'definition', pg_catalog.pg_get_constraintdef(k.oid),
    'index_options', ${sortedArray('c.reloptions')},
    'index_tablespace', ${tablespace('c.reltablespace')},
    'clustered', case when i.indisclustered then true end,
    'replica_identity', case when i.indisreplident then true end,
    'comment', d.description
  ), '{}'::pg_catalog.jsonb
from relation r
join pg_catalog.pg_constraint k on k.conrelid = r.oid and k.contype in ('c', 'f', 'p', 'u', 'x')
left join pg_catalog.pg_index i on i.indexrelid = k.conindid and k.contype in ('p', 'u', 'x')
left join pg_catalog.pg_class c on c.oid = i.indexrelid
${commentJoin('d', 'k.oid', 'pg_constraint')}
where r.relkind in ('r', 'p') and k.conparentid = 0`,
}
