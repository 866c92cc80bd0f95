import { commentJoin } from '../fragments.js'
import type { Kind } from '../kind.js'

/** Rules made with CREATE RULE. Left out: the rule that makes a view one, which is told as its definition, with its comment. */
export const rule: Kind = {
  kinds: ['rule'],
  slot: 'rule',
  scope: 'relation',
  relkinds: 'rpv',
  rows: 'pg_rewrite',
  sql: () => `
select 'rule', r.oid, w.oid, r.schema::text, w.rulename::text, pg_catalog.format('%s.%I', r.identity, w.rulename), r.key,
  pg_catalog.jsonb_build_object(
    'definition', pg_catalog.pg_get_ruledef(w.oid),
    'enabled', case w.ev_enabled when 'O' then 'yes' when 'D' then 'no' when 'R' then 'replica' when 'A' then 'always' end,
    'comment', d.description
  ), '{}'::pg_catalog.jsonb
from relation r
join pg_catalog.pg_rewrite w on w.ev_class = r.oid and w.rulename <> '_RETURN'
${commentJoin('d', 'w.oid', 'pg_rewrite')}`,
}
