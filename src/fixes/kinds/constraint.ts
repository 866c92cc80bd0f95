import { ownName, parentIdentity } from '../identifiers.js'
import type { Mender } from '../mender.js'
import { commentOn, definition, hasAny } from '../statements.js'

/** What pg_get_constraintdef() does not print. */
const BEYOND_DEFINITION = [
  'index_options',
  'index_tablespace',
  'index_statistics',
  'index_valid',
  'index_depends_on_extensions',
  'index_comment',
  'clustered',
  'replica_identity',
]

export const constraint: Mender = {
  kinds: ['constraint'],
  drop: (object) => [`ALTER TABLE ${parentIdentity(object)} DROP CONSTRAINT ${ownName(object)}`],
  create: (object) => {
    if (hasAny(object, BEYOND_DEFINITION)) return null
    const table = parentIdentity(object)
    const text = object.properties['comment']
    return [
      `ALTER TABLE ${table} ADD CONSTRAINT ${ownName(object)} ${definition(object)}`,
      ...(typeof text === 'string' ? [commentOn(`CONSTRAINT ${ownName(object)} ON ${table}`, text)] : []),
    ]
  },
}
