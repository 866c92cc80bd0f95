import {
  columnOrder,
  commentJoin,
  grants,
  inherits,
  replicaIdentity,
  sortedArray,
  tablespace,
} from '../fragments.js'
import type { Kind } from '../kind.js'

/**
 * Triggers that hang on another object and are not in their usual state: those behind foreign keys (ALTER TABLE …
 * DISABLE TRIGGER ALL stops the keys from being kept) and those that a partition has from its parent.
 */
const TRIGGER_STATES = `case when c.relhastriggers then (
      select pg_catalog.jsonb_object_agg(s.name, s.states)
      from (
        select case when t.tgparentid = 0 or k.contype = 'f' then 'foreign keys' else t.tgname::text end as name,
          pg_catalog.jsonb_agg(
            case t.tgenabled when 'D' then 'no' when 'R' then 'replica' else 'always' end order by t.tgenabled) as states
        from pg_catalog.pg_trigger t
        left join pg_catalog.pg_constraint k on k.oid = t.tgconstraint
        where t.tgrelid = c.oid and t.tgenabled <> 'O' and (t.tgisinternal or t.tgparentid <> 0)
        group by 1
      ) s) end`

/** Tables, partitioned ones and partitions included. The order of the columns is compared, but worth a notice only. */
export const table: Kind = {
  kinds: ['table'],
  slot: 'relation',
  scope: 'relation',
  relkinds: 'rp',
  sql: (version) => `
select 'table', r.oid, r.oid, r.schema::text, r.name::text, r.identity, null::text,
  pg_catalog.jsonb_build_object(
    'persistence', case when c.relpersistence <> 'p' then 'unlogged' end,
    'access_method', (select m.amname from pg_catalog.pg_am m where m.oid = c.relam and m.amname <> 'heap'),
    'partition_key', case when c.relkind = 'p' then pg_catalog.pg_get_partkeydef(c.oid) end,
    ${inherits(version)},
    'options', ${sortedArray('c.reloptions')},
    'toast_options', ${sortedArray('toast.reloptions')},
    'row_security', case when c.relrowsecurity then true end,
    'force_row_security', case when c.relforcerowsecurity then true end,
    'replica_identity', ${replicaIdentity('c.relreplident')},
    'of_type', case when c.reloftype <> 0 then c.reloftype::pg_catalog.regtype::text end,
    'trigger_states', ${TRIGGER_STATES},
    'tablespace', ${tablespace('c.reltablespace')},
    'owner', pg_catalog.pg_get_userbyid(c.relowner),
    ${grants('c.relacl', 'r', 'c.relowner')},
    'comment', d.description
  ),
  pg_catalog.jsonb_build_object(${columnOrder('c.oid')})
from relation r
join pg_catalog.pg_class c on c.oid = r.oid
left join pg_catalog.pg_class toast on toast.oid = c.reltoastrelid
${commentJoin('d', 'r.oid', 'pg_class')}
where r.relkind in ('r', 'p')`,
}
