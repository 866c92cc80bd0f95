import { ownName, parentIdentity, parentKeyword } from '../identifiers.js'
import type { Mender } from '../mender.js'
import { alterCommon, comment, definition, joined, type Words } from '../statements.js'

const WORDS: Words = { keyword: 'INDEX', grant: '' }

/** What pg_get_indexdef() does not print and CREATE INDEX alone does not give. */
const BEYOND_DEFINITION = ['replica_identity', 'attached_to', 'tablespace', 'statistics']

export const index: Mender = {
  kinds: ['index'],
  drop: ({ identity }) => [`DROP INDEX ${identity}`],
  create: (object) => {
    if (BEYOND_DEFINITION.some((property) => object.properties[property] !== undefined)) return null
    const clustered = object.properties['clustered'] === true
    return joined([
      [definition(object)],
      clustered
        ? [`ALTER ${parentKeyword(object)} ${parentIdentity(object)} CLUSTER ON ${ownName(object)}`]
        : [],
      comment(WORDS, object),
    ])
  },
  alter: (change) => alterCommon(WORDS, change),
}
