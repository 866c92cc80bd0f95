import { dependsOnExtensions } from '../fragments.js'
import type { Kind } from '../kind.js'
import { functionName, operatorName, outside, typeName } from '../outside.js'

/** Aggregates. They share their names with functions. */
export const aggregate: Kind = {
  kinds: ['aggregate'],
  slot: 'routine',
  scope: 'database',
  sql: () =>
    outside({
      kind: 'aggregate',
      catalog: 'pg_proc',
      schema: 'pronamespace',
      name: 'x.proname',
      identity: `pg_catalog.format('%I.%I(%s)', n.nspname, x.proname, pg_catalog.pg_get_function_identity_arguments(x.oid))`,
      owner: 'proowner',
      acl: ['proacl', 'f'],
      joins: 'join pg_catalog.pg_aggregate a on a.aggfnoid = x.oid',
      where: `x.prokind = 'a'`,
      properties: `'arguments', pg_catalog.pg_get_function_arguments(x.oid),
    'result', pg_catalog.pg_get_function_result(x.oid),
    'aggregate_kind', case a.aggkind when 'o' then 'ordered set' when 'h' then 'hypothetical set' end,
    'direct_arguments', case when a.aggkind <> 'n' then a.aggnumdirectargs end,
    'sfunc', ${functionName('a.aggtransfn')}, 'stype', ${typeName('a.aggtranstype')}, 'sspace', nullif(a.aggtransspace, 0),
    'finalfunc', ${functionName('a.aggfinalfn')}, 'finalfunc_extra', nullif(a.aggfinalextra, false),
    'finalfunc_modify', a.aggfinalmodify, 'initcond', a.agginitval,
    'combinefunc', ${functionName('a.aggcombinefn')}, 'serialfunc', ${functionName('a.aggserialfn')},
    'deserialfunc', ${functionName('a.aggdeserialfn')},
    'msfunc', ${functionName('a.aggmtransfn')}, 'minvfunc', ${functionName('a.aggminvtransfn')},
    'mstype', ${typeName('a.aggmtranstype')}, 'msspace', nullif(a.aggmtransspace, 0),
    'mfinalfunc', ${functionName('a.aggmfinalfn')}, 'mfinalfunc_extra', nullif(a.aggmfinalextra, false),
    'mfinalfunc_modify', a.aggmfinalmodify, 'minitcond', a.aggminitval,
    'sortop', ${operatorName('a.aggsortop')},
    'depends_on_extensions', ${dependsOnExtensions('x.oid', 'pg_proc')},
    'parallel', case x.proparallel when 's' then 'safe' when 'r' then 'restricted' end`,
    }),
}
