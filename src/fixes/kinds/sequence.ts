import type { CatalogObject } from '../../model/catalog.js'
import type { Mender } from '../mender.js'
import { renamed } from '../naming.js'
import { alterCommon, joined } from '../statements.js'

/** What ALTER SEQUENCE gives by a word and a value. */
const VALUES: Readonly<Record<string, string>> = {
  type: 'AS',
  start: 'START WITH',
  increment: 'INCREMENT BY',
  min: 'MINVALUE',
  max: 'MAXVALUE',
  cache: 'CACHE',
}

/** A dropped sequence is not made again: how far it had counted is lost. */
export const sequence: Mender = {
  kinds: ['sequence'],
  drop: ({ identity }) => [`DROP SEQUENCE ${identity}`],
  rename: (now, former) => renamed('SEQUENCE', now, former),
  alter: (change) => {
    const own = change.differences.filter(({ property }) => property in VALUES || property === 'cycle')
    const differences = change.differences.filter((one) => !own.includes(one))
    return joined([
      own.length === 0
        ? []
        : [
            counting(
              change.before,
              own.map(({ property }) => property),
            ),
          ],
      alterCommon({ keyword: 'SEQUENCE', grant: 'SEQUENCE' }, { ...change, differences }),
    ])
  },
}

function counting({ identity, properties }: CatalogObject, which: readonly string[]): string {
  const clauses = which.map((property) =>
    property === 'cycle'
      ? `${properties['cycle'] === true ? '' : 'NO '}CYCLE`
      : `${VALUES[property] ?? ''} ${String(properties[property])}`,
  )
  return `ALTER SEQUENCE ${identity} ${clauses.join(' ')}`
}
