import { renamed } from '../naming.js'
import { ownName, parentIdentity, parentKeyword } from '../identifiers.js'
import type { Mender } from '../mender.js'
import { alterCommon, comment, definition, hasAny, joined, type Words } from '../statements.js'

const WORDS: Words = { keyword: 'INDEX', grant: '' }

/** What pg_get_indexdef() does not print and CREATE INDEX alone does not give. */
const BEYOND_DEFINITION = [
  'replica_identity',
  'attached_to',
  'tablespace',
  'statistics',
  'depends_on_extensions',
]

export const index: Mender = {
  kinds: ['index'],
  drop: ({ identity }) => [`DROP INDEX ${identity}`],
  rename: (now, former) => renamed('INDEX', now, former),
  create: (object) => {
    if (hasAny(object, BEYOND_DEFINITION)) return null
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
