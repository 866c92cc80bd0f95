import { alterSettings, settingsOf } from '../hanging.js'
import { ownName, parentIdentity } from '../identifiers.js'
import type { Mender } from '../mender.js'
import { renamedOn } from '../naming.js'
import { definition, hasAny } from '../statements.js'

export const trigger: Mender = {
  kinds: ['trigger'],
  drop: (object) => [`DROP TRIGGER ${ownName(object)} ON ${parentIdentity(object)}`],
  rename: (now, former) => renamedOn('TRIGGER', now, former),
  create: (object) =>
    hasAny(object, ['depends_on_extensions']) ? null : [definition(object), ...settingsOf('TRIGGER', object)],
  alter: (change) => alterSettings('TRIGGER', change),
}
