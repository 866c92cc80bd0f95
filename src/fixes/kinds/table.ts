import type { Mender } from '../mender.js'
import { alterCommon } from '../statements.js'

/** A dropped table is not made again: its rows are gone. */
export const table: Mender = {
  kinds: ['table'],
  drop: ({ identity }) => [`DROP TABLE ${identity}`],
  alter: (change) => alterCommon({ keyword: 'TABLE', grant: '' }, change),
}
