import type { Mender } from '../mender.js'
import { alterCommon, comment, joined, privileges, type Words } from '../statements.js'

const WORDS: Words = { keyword: 'SCHEMA', grant: 'SCHEMA' }

export const schema: Mender = {
  kinds: ['schema'],
  drop: ({ identity }) => [`DROP SCHEMA ${identity}`],
  rename: ({ identity }, former) => [`ALTER SCHEMA ${identity} RENAME TO ${former.identity}`],
  create: (object) =>
    joined([[`CREATE SCHEMA ${object.identity}`], comment(WORDS, object), privileges(WORDS, object)]),
  alter: (change) => alterCommon(WORDS, change),
}
