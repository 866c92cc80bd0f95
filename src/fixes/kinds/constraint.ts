import { settingsOf, alterSettings } from '../hanging.js'
import { ownName, parentIdentity } from '../identifiers.js'
import { renamedPart } from '../naming.js'
import type { Mender } from '../mender.js'
import { definition, hasAny } from '../statements.js'

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
  rename: (now, former) => renamedPart({ keyword: 'TABLE', what: 'CONSTRAINT' }, now, former),
  create: (object) => {
    if (hasAny(object, BEYOND_DEFINITION)) return null
    const add = `ALTER TABLE ${parentIdentity(object)} ADD CONSTRAINT ${ownName(object)} ${definition(object)}`
    return [add, ...settingsOf('CONSTRAINT', object)]
  },
  alter: (change) => alterSettings('CONSTRAINT', change),
}
