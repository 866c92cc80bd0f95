import type { Kind } from '../kind.js'
import { functionName, operatorName, outside, typeName } from '../outside.js'

/** Operators. Left out: shells without a function, which PostgreSQL makes for a commutator or negator not there yet. */
export const operator: Kind = {
  kinds: ['operator'],
  slot: 'operator',
  scope: 'database',
  sql: () =>
    outside({
      kind: 'operator',
      catalog: 'pg_operator',
      schema: 'oprnamespace',
      name: 'x.oprname',
      identity: `pg_catalog.format('%I.%s (%s, %s)', n.nspname, x.oprname,
    coalesce(${typeName('x.oprleft')}, 'NONE'), coalesce(${typeName('x.oprright')}, 'NONE'))`,
      owner: 'oprowner',
      where: 'x.oprcode <> 0',
      properties: `'function', ${functionName('x.oprcode')}, 'result', ${typeName('x.oprresult')},
    'commutator', ${operatorName('x.oprcom')}, 'negator', ${operatorName('x.oprnegate')},
    'restrict', ${functionName('x.oprrest')}, 'join', ${functionName('x.oprjoin')},
    'hashes', nullif(x.oprcanhash, false), 'merges', nullif(x.oprcanmerge, false)`,
    }),
}
