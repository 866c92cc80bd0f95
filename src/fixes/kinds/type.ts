import { renamed } from '../naming.js'
import { textsOf } from '../../model/catalog.js'
import { quoteLiteral } from '../../model/sql.js'
import type { Mender } from '../mender.js'
import { alterCommon, comment, joined, privileges, type Words } from '../statements.js'

const WORDS: Words = { keyword: 'TYPE', grant: 'TYPE' }

/** Of all types only an enum's properties tell it whole. */
export const type: Mender = {
  kinds: ['type'],
  drop: ({ identity }) => [`DROP TYPE ${identity}`],
  rename: (now, former) => renamed('TYPE', now, former),
  create: (object) => {
    if (object.properties['type'] !== 'enum') return null
    const labels = textsOf(object.properties['labels']).map((label) => quoteLiteral(label).trim())
    return joined([
      [`CREATE TYPE ${object.identity} AS ENUM (${labels.join(', ')})`],
      comment(WORDS, object),
      privileges(WORDS, object),
    ])
  },
  alter: (change) => alterCommon(WORDS, change),
}
