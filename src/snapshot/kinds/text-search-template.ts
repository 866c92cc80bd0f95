import type { Kind } from '../kind.js'
import { functionName, outside } from '../outside.js'

export const textSearchTemplate: Kind = {
  kinds: ['text search template'],
  slot: 'text search template',
  scope: 'database',
  sql: () =>
    outside({
      kind: 'text search template',
      catalog: 'pg_ts_template',
      schema: 'tmplnamespace',
      name: 'x.tmplname',
      properties: `'init', ${functionName('x.tmplinit')}, 'lexize', ${functionName('x.tmpllexize')}`,
    }),
}
