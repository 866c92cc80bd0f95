import type { Kind } from '../kind.js'
import { functionName, outside } from '../outside.js'

/** Procedural languages that no extension brought. */
export const language: Kind = {
  kinds: ['language'],
  slot: 'language',
  scope: 'database',
  sql: () =>
    outside({
      kind: 'language',
      catalog: 'pg_language',
      name: 'x.lanname',
      owner: 'lanowner',
      acl: ['lanacl', 'l'],
      properties: `'trusted', nullif(x.lanpltrusted, false), 'handler', ${functionName('x.lanplcallfoid')},
    'inline', ${functionName('x.laninline')}, 'validator', ${functionName('x.lanvalidator')}`,
    }),
}
