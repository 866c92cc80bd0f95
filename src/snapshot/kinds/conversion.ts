import type { Kind } from '../kind.js'
import { functionName, outside } from '../outside.js'

export const conversion: Kind = {
  kinds: ['conversion'],
  slot: 'conversion',
  scope: 'database',
  sql: () =>
    outside({
      kind: 'conversion',
      catalog: 'pg_conversion',
      schema: 'connamespace',
      name: 'x.conname',
      owner: 'conowner',
      properties: `'from', pg_catalog.pg_encoding_to_char(x.conforencoding), 'to', pg_catalog.pg_encoding_to_char(x.contoencoding),
    'function', ${functionName('x.conproc')}, 'default', nullif(x.condefault, false)`,
    }),
}
