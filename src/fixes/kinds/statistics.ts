import type { Mender } from '../mender.js'
import { renamed } from '../naming.js'
import { alterCommon, comment, definition, joined, type Words } from '../statements.js'

const WORDS: Words = { keyword: 'STATISTICS', grant: '' }

/** Extended statistics. */
export const statistics: Mender = {
  kinds: ['statistics object'],
  drop: ({ identity }) => [`DROP STATISTICS ${identity}`],
  rename: (now, former) => renamed(WORDS.keyword, now, former),
  create: (object) => {
    const target = object.properties['statistics']
    return joined([
      [definition(object)],
      typeof target === 'number' ? [`ALTER STATISTICS ${object.identity} SET STATISTICS ${target}`] : [],
      comment(WORDS, object),
    ])
  },
  alter: (change) => {
    const target = change.differences.find(({ property }) => property === 'statistics')
    const others = change.differences.filter((one) => one !== target)
    return joined([
      alterCommon(WORDS, { ...change, differences: others }),
      target === undefined
        ? []
        : [
            `ALTER STATISTICS ${change.object.identity} SET STATISTICS ${typeof target.old === 'number' ? target.old : -1}`,
          ],
    ])
  },
}
