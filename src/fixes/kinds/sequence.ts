import type { Mender } from '../mender.js'
import { alterCommon } from '../statements.js'

export const sequence: Mender = {
  kinds: ['sequence'],
  drop: ({ identity }) => [`DROP SEQUENCE ${identity}`],
  alter: (change) => alterCommon({ keyword: 'SEQUENCE', grant: 'SEQUENCE' }, change),
}
