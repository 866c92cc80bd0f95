import type { Extra, Statement, Thing } from './model.js'
import type { Operation, Site } from './operations.js'

type Maker = (site: Site) => Operation | null

/** What takes the new name back. */
const back = (up: Statement, down: Statement): Operation => ({ up: [up], down: [down] })

const hasUnnamed = ({ extras }: Thing): boolean => extras.some(({ key }) => key.includes('unnamed'))

export const rename: Maker = ({ model, random, mine }) => {
  const fit = model
    .all('table', 'view', 'materialized view', 'sequence', 'enum')
    .filter((thing) => mine(thing) && thing.canBeRenamed && !hasUnnamed(thing))
  if (fit.length === 0) return null
  const thing = random.pick(fit)
  const word =
    { enum: 'TYPE', sequence: 'SEQUENCE', view: 'VIEW', table: 'TABLE' }[thing.kind as string] ??
    'MATERIALIZED VIEW'
  const was = thing.name
  const to = (name: string): Statement =>
    model.render({ sql: `ALTER ${word} {${thing.id}} RENAME TO ${name}` })
  const next = `renamed_${model.next()}`
  const up = to(next)
  thing.name = next
  // The names of its primary key and its sequence stay as they were.
  if (thing.kind === 'table') thing.canBeRemade = false
  return back(up, to(was))
}

/** Views keep the old name for their own column; none of them can be made anew from its text. */
export const renameColumn: Maker = ({ model, random, mine }) => {
  const free = ({ extras }: Thing, name: string): boolean =>
    !extras.some(({ columns, make }) => columns?.includes(name) || make.sql.includes(`(${name}`))
  const fit = model
    .all('table')
    .filter(mine)
    .flatMap((thing) => thing.columns.map((column, at) => ({ thing, column, at })))
    .filter(({ thing, column: { name } }) => name !== 'id' && free(thing, name))
  if (fit.length === 0) return null
  const { thing, column, at } = random.pick(fit)
  const next = `renamed_${model.next()}`
  const to = (from: string, name: string): Statement =>
    model.render({
      sql: `ALTER TABLE {${thing.id}} RENAME COLUMN ${from} TO ${name}`,
      python: `op.alter_column({${thing.id}!}, "${from}", new_column_name="${name}"{${thing.id}@})`,
    })
  thing.columns[at] = { ...column, name: next }
  thing.canBeRemade = false
  for (const one of model.dependents(thing.id))
    if (one.uses.includes(`${thing.id}.${column.name}`)) one.canBeRemade = false
  return back(to(column.name, next), to(next, column.name))
}

export const renameIndex: Maker = ({ model, random, mine }) => {
  const isFree = (thing: Thing, extra: Extra): boolean =>
    /^index ix_\d/.test(extra.key) && mine(extra) && !thing.extras.some(({ on }) => on === extra.key)
  const fit = model
    .all('table', 'materialized view')
    .filter(mine)
    .flatMap((thing) => thing.extras.filter((one) => isFree(thing, one)).map((extra) => ({ thing, extra })))
  if (fit.length === 0) return null
  const { thing, extra } = random.pick(fit)
  const was = extra.key.split(' ')[1] ?? ''
  const next = `ix_${model.next()}`
  const named = ({ sql, python, ...rest }: Statement): Statement => ({
    ...rest,
    sql: sql.replaceAll(was, next),
    ...(python === undefined ? {} : { python: python.replaceAll(was, next) }),
  })
  const now = {
    ...extra,
    key: extra.key.replace(was, next),
    make: named(extra.make),
    drop: named(extra.drop),
  }
  thing.extras = thing.extras.map((one) => (one === extra ? now : one))
  const to = (from: string, name: string): Statement =>
    model.render({ sql: `ALTER INDEX {${thing.id}.${from}} RENAME TO ${name}` })
  return back(to(was, next), to(next, was))
}
