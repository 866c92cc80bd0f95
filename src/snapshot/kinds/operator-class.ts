import { operatorMembers } from '../fragments-operators.js'
import type { Kind } from '../kind.js'
import { outside, qualifiedName, typeName } from '../outside.js'

/** Operator classes, with the operators and functions that go with them. */
export const operatorClass: Kind = {
  kinds: ['operator class'],
  slot: 'operator class',
  scope: 'database',
  sql: () =>
    outside({
      kind: 'operator class',
      catalog: 'pg_opclass',
      schema: 'opcnamespace',
      name: 'x.opcname',
      identity: `pg_catalog.format('%I.%I USING %I', n.nspname, x.opcname, m.amname)`,
      owner: 'opcowner',
      joins: 'join pg_catalog.pg_am m on m.oid = x.opcmethod',
      properties: `'for_type', ${typeName('x.opcintype')}, 'default', nullif(x.opcdefault, false),
    'family', ${qualifiedName('pg_opfamily', 'opf', 'x.opcfamily')}, 'storage', ${typeName('x.opckeytype')},
    ${operatorMembers('pg_opclass', 'x.oid')}`,
    }),
}
