import type { CatalogObject } from '../../model/catalog.js'
import { renamed } from '../naming.js'
import type { Mender } from '../mender.js'
import { alterCommon, comment, definition, hasAny, joined, privileges, type Words } from '../statements.js'

export const routine: Mender = {
  kinds: ['function', 'procedure'],
  drop: (object) => [`DROP ${object.kind.toUpperCase()} ${object.identity}`],
  rename: (now, former) => renamed(now.kind.toUpperCase(), now, former),
  create: (object) =>
    joined([
      hasAny(object, ['depends_on_extensions']) ? null : [],
      [definition(object)],
      comment(words(object), object),
      privileges(words(object), object),
    ]),
  alter: (change) => {
    const { before, object, differences } = change
    const rewrites = differences.some(({ property }) => property === 'definition')
    if (rewrites && returns(before) !== returns(object)) return null
    return joined([
      rewrites ? [definition(before)] : [],
      alterCommon(words(before), {
        ...change,
        differences: differences.filter(({ property }) => property !== 'definition'),
      }),
    ])
  },
}

function words({ kind }: CatalogObject): Words {
  return { keyword: kind.toUpperCase(), grant: kind.toUpperCase() }
}

/** CREATE OR REPLACE FUNCTION cannot change the type that a function returns. */
function returns(object: CatalogObject): string | undefined {
  return /\n RETURNS (.*)\n/.exec(definition(object))?.[1]
}
