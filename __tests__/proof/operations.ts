import { newExtra } from './extras.js'
import type { Extra, Statement, Thing } from './model.js'
import { rename, renameColumn, renameIndex } from './renames.js'
import type { Place } from './thing.js'
import { newThing } from './things.js'

/** What a part of a migration does, and what takes it back; both in the order in which they run. */
export interface Operation {
  readonly up: readonly Statement[]
  readonly down: readonly Statement[]
}

/** Where operations work: `mine` tells what this branch may change. */
export interface Site extends Place {
  readonly mine: (one: { readonly branch: string }) => boolean
  /** Kinds of object that a snapshot holds. */
  readonly tracked: ReadonlySet<string>
}

type Maker = (site: Site) => Operation | null

const createThing: Maker = (site) => {
  const { model, random } = site
  const thing = newThing(site)
  if (thing === null) return null
  model.things.set(thing.id, thing)
  for (let wanted = random.int(0, 3); wanted > 0; wanted--) {
    const extra = newExtra(site, thing, site.tracked)
    if (extra !== null) thing.extras.push(extra)
  }
  return { up: model.makes(thing), down: drops(site, thing) }
}

/** Most authors drop a thing at once; some its indexes first. */
function drops({ model, random }: Site, thing: Thing): Statement[] {
  const first = random.chance(0.3)
    ? thing.extras.filter(({ key }) => key.startsWith('index ix_')).reverse()
    : []
  return [...first.map(({ drop }) => drop), thing.drop].map((one) => model.render(one))
}

/** Whether a thing can be dropped and made again just as it is. */
function canBeRemade({ model, mine }: Site, thing: Thing): boolean {
  return (
    mine(thing) &&
    thing.canBeRemade &&
    thing.extras.every(mine) &&
    !model.dependents(thing.id).some((one) => one.id === thing.id)
  )
}

const dropThing: Maker = (site) => {
  const { model, random } = site
  const fit = [...model.things.values()].filter(
    (thing) => canBeRemade(site, thing) && model.dependents(thing.id).length === 0,
  )
  if (fit.length === 0) return null
  const thing = random.pick(fit)
  const operation = { up: drops(site, thing), down: model.makes(thing) }
  model.things.delete(thing.id)
  return operation
}

const addExtra: Maker = (site) => {
  const { model, random, mine, visible } = site
  const things = [...model.things.values()].filter(visible)
  if (things.length === 0) return null
  const thing = random.pick(things)
  const extra = newExtra(site, thing, site.tracked)
  if (extra === null) return null
  // Two branches may each put an index on a table of the trunk, but not more.
  if (!mine(thing) && !/^(index ix_\d|constraint k_|trigger|statistics object)/.test(extra.key)) return null
  thing.extras.push(extra)
  return inverse(model.render(extra.make), model.render(extra.drop))
}

const inverse = (make: Statement, drop: Statement): Operation => ({ up: [make], down: [drop] })

/** Extras that nothing hangs on and that may go: a column only when it is the last. */
function removable({ mine, model }: Site, thing: Thing): Extra[] {
  const columns = thing.extras.filter(({ key }) => key.startsWith('column d'))
  return thing.extras.filter(
    (extra) =>
      mine(extra) &&
      !thing.extras.some(({ on }) => on === extra.key) &&
      (!columns.includes(extra) || extra === columns.at(-1)) &&
      (extra.key !== 'refresh' || model.dependents(thing.id).length === 0) &&
      (thing.canBeRemade || !extra.key.includes('unnamed')),
  )
}

const removeExtra: Maker = (site) => {
  const { model, random, mine } = site
  const thing = withExtras(site)
  if (thing === null || !mine(thing)) return null
  const extras = removable(site, thing)
  if (extras.length === 0) return null
  const extra = random.pick(extras)
  thing.extras = thing.extras.filter((one) => one !== extra)
  return inverse(model.render(extra.drop), model.render(extra.make))
}

function withExtras({ model, random }: Site): Thing | null {
  const things = [...model.things.values()].filter(({ extras }) => extras.length > 0)
  return things.length === 0 ? null : random.pick(things)
}

/** Another comment, another option value: set over the one that stands. */
const replaceExtra: Maker = (site) => {
  const { model, random, mine } = site
  const thing = withExtras(site)
  if (thing === null || !mine(thing)) return null
  const fit = thing.extras.filter(
    (extra) =>
      mine(extra) &&
      /^(comment|option fillfactor|statistics |default )/.test(extra.key) &&
      extra.needs === undefined &&
      !/^statistics object/.test(extra.key),
  )
  if (fit.length === 0) return null
  const old = random.pick(fit)
  const sql = old.make.sql.replace(/\d+('?\)?)$/, (_, end: string) => `${random.int(10, 90)}${end}`)
  if (sql === old.make.sql) return null
  const now = { ...old, make: { sql } }
  thing.extras = thing.extras.map((one) => (one === old ? now : one))
  return inverse(model.render(now.make), model.render(old.make))
}

/** Drops a view or materialized view with all that stand on it, and makes them again around another definition. */
const redefine: Maker = (site) => {
  const { model, random } = site
  const fit = model.all('view', 'materialized view').filter((thing) => {
    const above = model.above(thing.id)
    const all = above.every(
      (one) => ['view', 'materialized view'].includes(one.kind) && canBeRemade(site, one),
    )
    return canBeRemade(site, thing) && all
  })
  if (fit.length === 0) return null
  const thing = random.pick(fit)
  const affected = [thing, ...model.above(thing.id)]
  const down = affected.flatMap((one) => model.makes(one))
  const away = [...affected].reverse().flatMap((one) => drops(site, one))
  thing.variantNumber += random.int(1, 3)
  thing.define = thing.variant?.(thing.variantNumber).define ?? thing.define
  return { up: [...away, ...affected.flatMap((one) => model.makes(one))], down: [...away, ...down] }
}

/** CREATE OR REPLACE with another body. That of a view takes its options away, so one that has some is left alone. */
const replace: Maker = (site) => {
  const { model, random, mine } = site
  const fit = model
    .all('view', 'function', 'trigger function')
    .filter((one) => mine(one) && one.canBeRemade && !one.extras.some(({ key }) => key.startsWith('option')))
  if (fit.length === 0) return null
  const thing = random.pick(fit)
  const old = thing.variant?.(thing.variantNumber).replace
  // By two: whether there is a column more hangs on odd and even.
  thing.variantNumber += 2
  const now = thing.variant?.(thing.variantNumber)
  if (!old || !now?.replace) return null
  const operation = inverse(model.render(now.replace), model.render(old))
  thing.define = now.define
  return operation
}

/** What changes nothing in the catalog. */
const refreshAgain: Maker = ({ model, random, mine, visible }) => {
  const fit = model.all('materialized view').filter((one) => visible(one) && model.readable(one.id))
  const ready = fit.filter(({ id, needs }) => needs.every((one) => model.readable(one)) && id > 0)
  if (ready.length === 0) return null
  const thing = random.pick(ready)
  // An index that another branch makes may come later.
  const isHere = (one: Extra): boolean => mine(one) || one.branch === thing.branch
  const concurrently = thing.extras.some((one) => isHere(one) && one.key.endsWith(' unique'))
    ? 'CONCURRENTLY '
    : ''
  return { up: [model.render({ sql: `REFRESH MATERIALIZED VIEW ${concurrently}{${thing.id}}` })], down: [] }
}

const WEIGHTS: readonly (readonly [weight: number, maker: Maker])[] = [
  [8, createThing],
  [9, addExtra],
  [2, dropThing],
  [4, removeExtra],
  [2, replaceExtra],
  [6, redefine],
  [2, replace],
  [2, rename],
  [2, renameColumn],
  [1, renameIndex],
  [2, refreshAgain],
]
const LOTS = WEIGHTS.flatMap(([weight, maker]) => Array.from({ length: weight }, () => maker))

/** One random operation that fits, applied to the model; null where the choice did not fit. */
export const newOperation: Maker = (site) => site.random.pick(LOTS)(site)
