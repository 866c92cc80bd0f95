import type { Kind } from '../kind.js'
import { outside, qualifiedName } from '../outside.js'

export const textSearchDictionary: Kind = {
  kinds: ['text search dictionary'],
  slot: 'text search dictionary',
  scope: 'database',
  sql: () =>
    outside({
      kind: 'text search dictionary',
      catalog: 'pg_ts_dict',
      schema: 'dictnamespace',
      name: 'x.dictname',
      owner: 'dictowner',
      properties: `'template', ${qualifiedName('pg_ts_template', 'tmpl', 'x.dicttemplate')}, 'options', x.dictinitoption`,
    }),
}
