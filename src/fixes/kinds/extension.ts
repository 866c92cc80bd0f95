import { identifier } from '../../model/sql.js'
import type { Mender } from '../mender.js'

export const extension: Mender = {
  kinds: ['extension'],
  drop: ({ identity }) => [`DROP EXTENSION ${identity}`],
  create: ({ identity, properties }) => {
    const schema = properties['schema']
    return [
      `CREATE EXTENSION ${identity}${typeof schema === 'string' ? ` SCHEMA ${identifier(schema)}` : ''}`,
    ]
  },
}
