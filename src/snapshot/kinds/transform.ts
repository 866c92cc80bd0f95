import type { Kind } from '../kind.js'
import { functionName, outside } from '../outside.js'

const NAME = `pg_catalog.format('FOR %s LANGUAGE %I', pg_catalog.format_type(x.trftype, null), l.lanname)`

export const transform: Kind = {
  kinds: ['transform'],
  slot: 'transform',
  scope: 'database',
  sql: () =>
    outside({
      kind: 'transform',
      catalog: 'pg_transform',
      name: NAME,
      identity: NAME,
      joins: 'join pg_catalog.pg_language l on l.oid = x.trflang',
      properties: `'from_sql', ${functionName('x.trffromsql')}, 'to_sql', ${functionName('x.trftosql')}`,
    }),
}
