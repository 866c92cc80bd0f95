import type { Model, Statement, Thing } from '../model.js'
import { type Maker, pair, WORD } from './draft.js'

const INDEXED = ['table', 'materialized view']

/** Indexes of all sorts; on a partitioned table only the simplest, one a column. */
export const index: Maker = ({ random, model }, thing) => {
  const columns = thing.columns.filter(({ type }) => !['jsonb'].includes(type) && !type.startsWith('{'))
  if (columns.length === 0 || thing.plainParent) return null
  const chosen = random.some(columns, random.int(1, 2)).map(({ name }) => name)
  if (thing.kind === 'partitioned') {
    const [only = 'id'] = chosen
    const name = `ix_parts_${thing.id}_${only}`
    return {
      ...pair(
        `index ${only}`,
        `CREATE INDEX ${name} ON {${thing.id}} (${only})`,
        `DROP INDEX {${thing.id}.${name}}`,
      ),
      columns: [only],
    }
  }
  if (!INDEXED.includes(thing.kind)) return null
  const name = `ix_${model.next()}`
  const first = columns.find(({ name: one }) => one === chosen[0])
  const unique = random.chance(0.4) && mayBeUnique(thing, chosen, model)
  const where = random.chance(0.25) ? ` WHERE ${chosen[0]} IS NOT NULL` : ''
  const how = random.pick(['plain', 'plain', 'desc', 'expression', 'include', 'hash', 'options'])
  const list =
    how === 'desc'
      ? `${chosen.join(', ')} DESC NULLS LAST`
      : how === 'expression' && first?.type === 'text'
        ? `lower(${chosen[0]})`
        : chosen.join(', ')
  const using = how === 'hash' && !unique && chosen.length === 1 ? 'USING hash ' : ''
  const include =
    how === 'include' && !chosen.includes('id') && columns.some((one) => one.name === 'id')
      ? ' INCLUDE (id)'
      : ''
  const options = how === 'options' ? ' WITH (fillfactor = 70)' : ''
  const alone = random.chance(0.15)
  const concurrently = alone ? 'CONCURRENTLY ' : ''
  const sql = `CREATE ${unique ? 'UNIQUE ' : ''}INDEX ${concurrently}${name} ON {${thing.id}} ${using}(${list})${include}${options}${where}`
  const plain = !alone && where === '' && `${using}${include}${options}` === '' && list === chosen.join(', ')
  const quoted = chosen.map((one) => `"${one}"`).join(', ')
  const python = `op.create_index("${name}", {${thing.id}!}, [${quoted}], unique=${unique ? 'True' : 'False'}{${thing.id}@})`
  const make: Statement = { sql, ...(plain ? { python } : {}), ...(alone ? { alone } : {}) }
  const drop: Statement =
    alone && random.chance(0.5)
      ? { sql: `DROP INDEX CONCURRENTLY {${thing.id}.${name}}`, alone }
      : {
          sql: `DROP INDEX {${thing.id}.${name}}`,
          python: `op.drop_index("${name}", table_name={${thing.id}!}{${thing.id}@})`,
        }
  return {
    key: `index ${name}${unique && where === '' && list === chosen.join(', ') ? ' unique' : ''}`,
    make,
    drop,
    columns: [...chosen, ...(include === '' ? [] : ['id'])],
  }
}

/** Of a materialized view the key of its rows is unique, but for one of a partitioned table, and a count is not. */
function mayBeUnique(thing: Thing, chosen: readonly string[], model: Model): boolean {
  if (thing.kind !== 'materialized view') return true
  const isGrouped = thing.columns.some(({ name }) => name === `n_${thing.id}`)
  if (isGrouped) return chosen.includes(thing.columns[0]?.name ?? '')
  return chosen.includes('id') && !standsOnPartitioned(thing, model)
}

function standsOnPartitioned({ needs }: Thing, model: Model): boolean {
  return needs
    .map((id) => model.get(id))
    .some((one) => one.kind === 'partitioned' || standsOnPartitioned(one, model))
}

export const unnamedIndex: Maker = ({ random }, thing) => {
  if (thing.kind !== 'table' || thing.name.startsWith('"') || !thing.canBeRemade) return null
  const { name } = random.pick(thing.columns.filter(({ type }) => !type.startsWith('{') && type !== 'jsonb'))
  const generated = `${thing.name}_${name}_idx`
  return {
    ...pair(
      `index unnamed ${name}`,
      `CREATE INDEX ON {${thing.id}} (${name})`,
      `DROP INDEX {${thing.id}.${generated}}`,
    ),
    columns: [name],
  }
}

export const onIndex: Maker = ({ random }, thing) => {
  const indexes = thing.extras.filter(({ key }) => key.startsWith('index ix_'))
  if (indexes.length === 0 || thing.kind === 'partitioned') return null
  const { key } = random.pick(indexes)
  const name = key.split(' ')[1] ?? ''
  const inside = `{${thing.id}.${name}}`
  if (random.chance(0.5))
    return {
      ...pair(
        `comment ${name}`,
        `COMMENT ON INDEX ${inside} IS 'no ${random.int(1, 99)}'`,
        `COMMENT ON INDEX ${inside} IS NULL`,
      ),
      on: key,
    }
  const made = thing.extras.find((one) => one.key === key)?.make.sql ?? ''
  if (made.includes('WHERE') || made.includes('USING hash')) return null
  const alter = `ALTER ${WORD[thing.kind]} {${thing.id}}`
  return { ...pair('clustered', `${alter} CLUSTER ON ${name}`, `${alter} SET WITHOUT CLUSTER`), on: key }
}

export const statistics: Maker = ({ model }, thing) => {
  const columns = thing.columns
    .filter(({ type }) => ['integer', 'bigint', 'text', 'date'].includes(type))
    .map(({ name }) => name)
  if (!INDEXED.includes(thing.kind) || columns.length < 2) return null
  const name = `st_${model.next()}`
  const [a = '', b = ''] = columns
  const made = `CREATE STATISTICS {${thing.id}.${name}} ON ${a}, ${b} FROM {${thing.id}}`
  return {
    ...pair(`statistics object ${name}`, made, `DROP STATISTICS {${thing.id}.${name}}`),
    columns: [a, b],
  }
}

export const refresh: Maker = ({ model }, thing) => {
  if (thing.kind !== 'materialized view' || !thing.noData) return null
  if (!thing.needs.every((id) => model.get(id).kind === 'schema' || model.readable(id))) return null
  return pair(
    'refresh',
    `REFRESH MATERIALIZED VIEW {${thing.id}}`,
    `REFRESH MATERIALIZED VIEW {${thing.id}} WITH NO DATA`,
  )
}
