import { renamed } from '../naming.js'
import { textsOf } from '../../model/catalog.js'
import { quoteLiteral } from '../../model/sql.js'
import type { Mender, Sql } from '../mender.js'
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
  alter: (change) => {
    const labels = change.differences.find(({ property }) => property === 'labels')
    const others = change.differences.filter((one) => one !== labels)
    return joined([
      labels === undefined ? [] : relabel(change.object.identity, textsOf(labels.old), textsOf(labels.new)),
      alterCommon(WORDS, { ...change, differences: others }),
    ])
  },
}

/** A label can get another name, but none can be taken away. */
function relabel(identity: string, old: readonly string[], now: readonly string[]): Sql {
  const renamed = old.flatMap((label, place) =>
    label === now[place] ? [] : [[now[place] ?? '', label] as const],
  )
  if (old.length !== now.length || renamed.some(([from]) => old.includes(from))) return null
  return renamed.map(
    ([from, to]) =>
      `ALTER TYPE ${identity} RENAME VALUE ${quoteLiteral(from).trim()} TO ${quoteLiteral(to).trim()}`,
  )
}
