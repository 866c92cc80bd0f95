import type { Mender } from '../mender.js'
import { renamed } from '../naming.js'
import { alterCommon } from '../statements.js'

export const sequence: Mender = {
  kinds: ['sequence'],
  drop: ({ identity }) => [`DROP SEQUENCE ${identity}`],
  rename: (now, former) => renamed('SEQUENCE', now, former),
  alter: (change) => alterCommon({ keyword: 'SEQUENCE', grant: 'SEQUENCE' }, change),
}
