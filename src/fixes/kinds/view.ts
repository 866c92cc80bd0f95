import { columnSettings, sameColumns, startsLike } from '../columns.js'
import { renamed } from '../naming.js'
import type { CatalogObject } from '../../model/catalog.js'
import type { Mender, Sql } from '../mender.js'
import {
  alterCommon,
  comment,
  definition,
  hasAny,
  joined,
  privileges,
  withOptions,
  type Words,
} from '../statements.js'

const WORDS: Words = { keyword: 'VIEW', grant: '' }

export const view: Mender = {
  kinds: ['view'],
  drop: ({ identity }) => [`DROP VIEW ${identity}`],
  rename: (now, former) => renamed('VIEW', now, former),
  create: (object) =>
    joined([
      hasAny(object, ['rule_comment']) ? null : [],
      [written('CREATE VIEW', object)],
      columnSettings(WORDS.keyword, object),
      comment(WORDS, object),
      privileges(WORDS, object),
    ]),
  alter: (change) => {
    const { before, object, differences } = change
    const differing = new Set(differences.map(({ property }) => property))
    const rewrites = differing.has('definition')
    if (rewrites && !startsLike(object, before)) return null
    if (differing.has('columns') && !rewrites && !sameColumns(before, object)) return null
    const told = rewrites ? ['definition', 'columns', 'options'] : ['columns']
    const columns: Sql = differing.has('columns') ? columnSettings(WORDS.keyword, before, object) : []
    return joined([
      rewrites ? [written('CREATE OR REPLACE VIEW', before)] : [],
      columns,
      alterCommon(WORDS, {
        ...change,
        differences: differences.filter(({ property }) => !told.includes(property)),
      }),
    ])
  },
}

function written(create: string, object: CatalogObject): string {
  return `${create} ${object.identity}${withOptions(object.properties['options'])} AS\n${definition(object)}`
}
