import { identifier } from '../../model/sql.js'
import type { Mender, Sql } from '../mender.js'
import { renamed } from '../naming.js'
import { columnSettings, sameColumns } from '../columns.js'
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

const WORDS: Words = { keyword: 'MATERIALIZED VIEW', grant: '' }

/** What CREATE MATERIALIZED VIEW alone does not give. */
const BEYOND_DEFINITION = ['toast_options', 'replica_identity', 'depends_on_extensions', 'rule_comment']

export const materializedView: Mender = {
  kinds: ['materialized view'],
  drop: ({ identity }) => [`DROP MATERIALIZED VIEW ${identity}`],
  rename: (now, former) => renamed('MATERIALIZED VIEW', now, former),
  create: (object) => {
    if (hasAny(object, BEYOND_DEFINITION)) return null
    const { access_method: method, options, tablespace, populated } = object.properties
    const using = typeof method === 'string' ? ` USING ${identifier(method)}` : ''
    const where = typeof tablespace === 'string' ? ` TABLESPACE ${identifier(tablespace)}` : ''
    const filled = populated === false ? '\nWITH NO DATA' : ''
    return joined([
      [
        `CREATE MATERIALIZED VIEW ${object.identity}${using}${withOptions(options)}${where} AS\n${definition(object)}${filled}`,
      ],
      columnSettings(WORDS.keyword, object),
      comment(WORDS, object),
      privileges(WORDS, object),
    ])
  },
  alter: (change) => {
    const own = ['populated', 'columns']
    const differing = new Set(change.differences.map(({ property }) => property))
    const common = alterCommon(WORDS, {
      ...change,
      differences: change.differences.filter(({ property }) => !own.includes(property)),
    })
    // One that was never filled and is now is left so.
    const isToFill = differing.has('populated') && change.before.properties['populated'] === true
    const refresh = isToFill ? [`REFRESH MATERIALIZED VIEW ${change.before.identity}`] : []
    const columns: Sql = !differing.has('columns')
      ? []
      : sameColumns(change.before, change.object)
        ? columnSettings(WORDS.keyword, change.before, change.object)
        : null
    return joined([common, columns, refresh])
  },
}
