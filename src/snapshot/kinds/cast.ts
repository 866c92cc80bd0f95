import type { Kind } from '../kind.js'
import { functionName, outside } from '../outside.js'

const TYPES = `pg_catalog.format_type(x.castsource, null) || ' AS ' || pg_catalog.format_type(x.casttarget, null)`

/** Casts. Left out: the one from a range to its multirange, which comes and goes with the range. */
export const cast: Kind = {
  kinds: ['cast'],
  slot: 'cast',
  scope: 'database',
  sql: () =>
    outside({
      kind: 'cast',
      catalog: 'pg_cast',
      name: TYPES,
      identity: `'(' || ${TYPES} || ')'`,
      where: `not exists (
    select from pg_catalog.pg_depend i
    where i.classid = 'pg_catalog.pg_cast'::pg_catalog.regclass and i.objid = x.oid and i.deptype = 'i')`,
      properties: `'function', ${functionName('x.castfunc')},
    'method', case x.castmethod when 'f' then 'function' when 'i' then 'inout' when 'b' then 'binary' end,
    'context', case x.castcontext when 'e' then 'explicit' when 'a' then 'assignment' when 'i' then 'implicit' end`,
    }),
}
