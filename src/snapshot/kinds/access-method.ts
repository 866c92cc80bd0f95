import type { Kind } from '../kind.js'
import { functionName, outside } from '../outside.js'

export const accessMethod: Kind = {
  kinds: ['access method'],
  slot: 'access method',
  scope: 'database',
  sql: () =>
    outside({
      kind: 'access method',
      catalog: 'pg_am',
      name: 'x.amname',
      properties: `'type', case x.amtype when 'i' then 'index' when 't' then 'table' end, 'handler', ${functionName('x.amhandler')}`,
    }),
}
