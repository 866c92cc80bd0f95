import { textsOf, type CatalogObject } from '../../model/catalog.js'
import { identifier } from '../../model/sql.js'
import { alterSettings, settingsOf } from '../hanging.js'
import { ownName, parentIdentity } from '../identifiers.js'
import type { Mender } from '../mender.js'
import { renamedOn } from '../naming.js'

/** Row security policies. */
export const policy: Mender = {
  kinds: ['policy'],
  drop: (object) => [`DROP POLICY ${ownName(object)} ON ${parentIdentity(object)}`],
  rename: (now, former) => renamedOn('POLICY', now, former),
  create: (object) => [written(object), ...settingsOf('POLICY', object)],
  alter: (change) => alterSettings('POLICY', change),
}

function written(object: CatalogObject): string {
  const { permissive, command, roles, using, with_check: check } = object.properties
  const to = textsOf(roles).map((role) => (role === 'PUBLIC' ? role : identifier(role)))
  const clauses = [
    `CREATE POLICY ${ownName(object)} ON ${parentIdentity(object)}`,
    ...(permissive === false ? ['AS RESTRICTIVE'] : []),
    `FOR ${String(command).toUpperCase()} TO ${to.join(', ')}`,
    ...(typeof using === 'string' ? [`USING (${using})`] : []),
    ...(typeof check === 'string' ? [`WITH CHECK (${check})`] : []),
  ]
  return clauses.join(' ')
}
