import type { Kind } from '../kind.js'
import { optionsWithoutSecrets, outside } from '../outside.js'

export const foreignServer: Kind = {
  kinds: ['server'],
  slot: 'server',
  scope: 'database',
  sql: () =>
    outside({
      kind: 'server',
      catalog: 'pg_foreign_server',
      name: 'x.srvname',
      owner: 'srvowner',
      acl: ['srvacl', 'S'],
      joins: 'join pg_catalog.pg_foreign_data_wrapper w on w.oid = x.srvfdw',
      properties: `'foreign_data_wrapper', w.fdwname, 'type', x.srvtype, 'version', x.srvversion,
    'options', ${optionsWithoutSecrets('x.srvoptions')}`,
    }),
}
