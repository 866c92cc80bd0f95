import { operatorMembers } from '../fragments-operators.js'
import type { Kind } from '../kind.js'
import { outside } from '../outside.js'

/**
 * Operator families, with the loose members that belong to no class of theirs. CREATE OPERATOR CLASS makes a family of its own
 * name, which DROP OPERATOR CLASS leaves standing.
 */
export const operatorFamily: Kind = {
  kinds: ['operator family'],
  slot: 'operator family',
  scope: 'database',
  sql: () =>
    outside({
      kind: 'operator family',
      catalog: 'pg_opfamily',
      schema: 'opfnamespace',
      name: 'x.opfname',
      identity: `pg_catalog.format('%I.%I USING %I', n.nspname, x.opfname, m.amname)`,
      owner: 'opfowner',
      joins: 'join pg_catalog.pg_am m on m.oid = x.opfmethod',
      properties: operatorMembers('pg_opfamily', 'x.oid'),
    }),
}
