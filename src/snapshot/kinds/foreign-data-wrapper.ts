import type { Kind } from '../kind.js'
import { functionName, optionsWithoutSecrets, outside } from '../outside.js'

export const foreignDataWrapper: Kind = {
  kinds: ['foreign data wrapper'],
  slot: 'foreign data wrapper',
  scope: 'database',
  sql: () =>
    outside({
      kind: 'foreign data wrapper',
      catalog: 'pg_foreign_data_wrapper',
      name: 'x.fdwname',
      owner: 'fdwowner',
      acl: ['fdwacl', 'F'],
      properties: `'handler', ${functionName('x.fdwhandler')}, 'validator', ${functionName('x.fdwvalidator')},
    'options', ${optionsWithoutSecrets('x.fdwoptions')}`,
    }),
}
