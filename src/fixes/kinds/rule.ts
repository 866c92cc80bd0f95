import { alterSettings, settingsOf } from '../hanging.js'
import { ownName, parentIdentity } from '../identifiers.js'
import type { Mender } from '../mender.js'
import { renamedOn } from '../naming.js'
import { definition } from '../statements.js'

export const rule: Mender = {
  kinds: ['rule'],
  drop: (object) => [`DROP RULE ${ownName(object)} ON ${parentIdentity(object)}`],
  rename: (now, former) => renamedOn('RULE', now, former),
  create: (object) => [definition(object), ...settingsOf('RULE', object)],
  alter: (change) => alterSettings('RULE', change),
}
