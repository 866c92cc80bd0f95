import { ownName, parentIdentity } from '../identifiers.js'
import type { Mender } from '../mender.js'
import { commentOn, definition, hasAny } from '../statements.js'

const STATE: Readonly<Record<string, string>> = {
  no: 'DISABLE',
  replica: 'ENABLE REPLICA',
  always: 'ENABLE ALWAYS',
}

export const trigger: Mender = {
  kinds: ['trigger'],
  drop: (object) => [`DROP TRIGGER ${ownName(object)} ON ${parentIdentity(object)}`],
  create: (object) => {
    if (hasAny(object, ['depends_on_extensions'])) return null
    const table = parentIdentity(object)
    const state = STATE[String(object.properties['enabled'])]
    const text = object.properties['comment']
    return [
      definition(object),
      ...(state === undefined ? [] : [`ALTER TABLE ${table} ${state} TRIGGER ${ownName(object)}`]),
      ...(typeof text === 'string' ? [commentOn(`TRIGGER ${ownName(object)} ON ${table}`, text)] : []),
    ]
  },
}
