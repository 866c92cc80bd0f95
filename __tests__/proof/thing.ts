import type { Model, Statement, Thing, ThingKind } from './model.js'
import type { Random } from './random.js'

/** Where something new is made: what it may stand on and to which branch it belongs. */
export interface Place {
  readonly model: Model
  readonly random: Random
  readonly branch: string
  /** Things of this branch, and of the trunk below it. */
  readonly visible: (thing: Thing) => boolean
}

type Rest = Partial<Omit<Thing, 'id' | 'kind' | 'name' | 'schema' | 'define' | 'drop' | 'branch'>>

const WORDS = ['usages', 'orders', 'daily', 'totals', 'people', 'events', 'rooms', 'prices', 'Mixed', 'log']
/** Types of columns. */
export const TYPES = ['integer', 'text', 'bigint', 'timestamp', 'numeric(10,2)', 'boolean', 'date', 'jsonb']
const PYTHON_TYPES: Readonly<Record<string, string>> = {
  integer: 'sa.Integer',
  text: 'sa.Text',
  bigint: 'sa.BigInteger',
  timestamp: 'sa.DateTime',
  'numeric(10,2)': 'sa.Numeric(10, 2)',
  boolean: 'sa.Boolean',
  date: 'sa.Date',
}

/** SQLAlchemy's name of a type; null for one that is made in the history. */
export const pythonType = (type: string): string | null => PYTHON_TYPES[type] ?? null

export const RELATIONS: readonly ThingKind[] = ['table', 'partitioned', 'view', 'materialized view']

/** Kinds whose names are no words. */
const SPELLED: Partial<Record<ThingKind, (id: number) => string>> = {
  operator: (id) => `|~|${[...id.toString(4)].map((digit) => '<>~|'[Number(digit)]).join('')}`,
  'large object': (id) => String(900_000 + id),
}
const WITHOUT_SCHEMA: readonly ThingKind[] = [
  'schema',
  'foreign-data wrapper',
  'server',
  'publication',
  'large object',
]

/** A thing of this branch with a name of its own, in a schema of the history now and then. `#` in `drop` is its name. */
export function thing(
  place: Place,
  kind: ThingKind,
  define: (id: number) => Statement,
  drop: string,
  rest: Rest = {},
) {
  const { model, random, branch } = place
  const id = model.next()
  const schemas = WITHOUT_SCHEMA.includes(kind) ? [] : model.all('schema').filter(place.visible)
  const schema = schemas.length > 0 && random.chance(0.4) ? random.pick(schemas) : null
  const word = `${random.pick(WORDS)}_${id}`
  const made: Thing = {
    kind,
    schema: schema?.name ?? null,
    name: SPELLED[kind]?.(id) ?? (random.chance(0.15) ? `"Odd ${word}"` : word.toLowerCase()),
    define: define(id),
    drop: { sql: drop.replaceAll('#', `{${id}}`) },
    extras: [],
    uses: [],
    variantNumber: 0,
    noData: false,
    canBeRemade: true,
    canBeRenamed: true,
    plainParent: false,
    ...rest,
    columns: [...(rest.columns ?? [])],
    id,
    branch,
    needs: [...(rest.needs ?? []), ...(schema === null ? [] : [schema.id])],
  }
  return made
}
