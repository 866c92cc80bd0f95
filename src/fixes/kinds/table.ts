import type { Mender } from '../mender.js'
import { renamed } from '../naming.js'
import { alterCommon } from '../statements.js'

/** A dropped table is not made again: its rows are gone. */
export const table: Mender = {
  kinds: ['table'],
  drop: ({ identity }) => [`DROP TABLE ${identity}`],
  rename: (now, former) => renamed('TABLE', now, former),
  alter: (change) => alterCommon({ keyword: 'TABLE', grant: '' }, change),
}
