import type { Kind } from '../kind.js'
import { functionName, outside } from '../outside.js'

export const textSearchParser: Kind = {
  kinds: ['text search parser'],
  slot: 'text search parser',
  scope: 'database',
  sql: () =>
    outside({
      kind: 'text search parser',
      catalog: 'pg_ts_parser',
      schema: 'prsnamespace',
      name: 'x.prsname',
      properties: `'start', ${functionName('x.prsstart')}, 'gettoken', ${functionName('x.prstoken')},
    'end', ${functionName('x.prsend')}, 'headline', ${functionName('x.prsheadline')}, 'lextypes', ${functionName('x.prslextype')}`,
    }),
}
