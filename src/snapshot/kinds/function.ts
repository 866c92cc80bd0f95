import { commentJoin, dependsOnExtensions, grants, notOfExtension, userSchema } from '../fragments.js'
import type { Kind } from '../kind.js'

/** Functions and procedures. Two of one name are told apart by the types of their arguments. */
export const routine: Kind = {
  kinds: ['function', 'procedure'],
  slot: 'routine',
  scope: 'database',
  rows: 'pg_proc',
  sql: () => `
select case p.prokind when 'p' then 'procedure' else 'function' end, 0::oid, p.oid, n.nspname::text, p.proname::text,
  pg_catalog.format('%I.%I(%s)', n.nspname, p.proname, pg_catalog.pg_get_function_identity_arguments(p.oid)),
  null::text,
  pg_catalog.jsonb_build_object(
    'definition', pg_catalog.pg_get_functiondef(p.oid),
    'owner', pg_catalog.pg_get_userbyid(p.proowner),
    ${grants('p.proacl', 'f', 'p.proowner')},
    'depends_on_extensions', ${dependsOnExtensions('p.oid', 'pg_proc')},
    'comment', d.description
  ), '{}'::pg_catalog.jsonb
from pg_catalog.pg_proc p
join pg_catalog.pg_namespace n on n.oid = p.pronamespace
${commentJoin('d', 'p.oid', 'pg_proc')}
where p.prokind in ('f', 'p', 'w') and ${userSchema('n.nspname')} and ${notOfExtension('p.oid', 'pg_proc')}
  and not exists (
    select from pg_catalog.pg_depend i
    where i.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass and i.objid = p.oid and i.deptype = 'i')`,
}
