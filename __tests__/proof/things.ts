import type { Column, Statement, Thing } from './model.js'
import { OBJECTS } from './objects.js'
import { pythonType, RELATIONS, thing, TYPES, type Place } from './thing.js'

const schema = (place: Place): Thing =>
  thing(place, 'schema', (id) => ({ sql: `CREATE SCHEMA {${id}}` }), 'DROP SCHEMA #', { canBeRenamed: false })

const enumeration = (place: Place): Thing =>
  thing(
    place,
    'enum',
    (id) => ({ sql: `CREATE TYPE {${id}} AS ENUM ('low', 'high', 'none')` }),
    'DROP TYPE #',
  )

const domain = (place: Place): Thing =>
  thing(
    place,
    'domain',
    (id) => ({
      sql: `CREATE DOMAIN {${id}} AS integer DEFAULT 1 CONSTRAINT above_${id} CHECK (VALUE > 0)`,
    }),
    'DROP DOMAIN #',
  )

const composite = (place: Place): Thing =>
  thing(place, 'composite', (id) => ({ sql: `CREATE TYPE {${id}} AS (a integer, b text)` }), 'DROP TYPE #')

const sequence = (place: Place): Thing =>
  thing(
    place,
    'sequence',
    (id) => ({ sql: `CREATE SEQUENCE {${id}} START 5 INCREMENT ${place.random.int(1, 9)}` }),
    'DROP SEQUENCE #',
  )

function routine(place: Place): Thing {
  const set = place.random.pick(['', ' STABLE', ' SECURITY DEFINER', ' SET search_path = public'])
  const define = (id: number, replace: string, number: number): Statement => ({
    sql: `CREATE ${replace}FUNCTION {${id}}(n integer) RETURNS integer LANGUAGE sql${set} AS $$ SELECT n + ${number} $$`,
  })
  let self = 0
  return thing(place, 'function', (id) => define((self = id), '', 0), 'DROP FUNCTION #(integer)', {
    variant: (number) => ({
      define: define(self, '', number),
      replace: define(self, 'OR REPLACE ', number),
    }),
  })
}

function triggerFunction(place: Place): Thing {
  const define = (id: number, replace: string, number: number): Statement => ({
    sql: `CREATE ${replace}FUNCTION {${id}}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN /* ${number} */ RETURN NEW; END $$`,
  })
  let self = 0
  return thing(place, 'trigger function', (id) => define((self = id), '', 0), 'DROP FUNCTION #()', {
    variant: (number) => ({ define: define(self, '', number), replace: define(self, 'OR REPLACE ', number) }),
  })
}

/** Two to four columns beside the key; some of types that the history has made. */
function columns({ model, random, visible }: Place): { columns: Column[]; needs: number[] } {
  const types = model.all('enum', 'domain', 'composite').filter(visible)
  const needs: number[] = []
  const made = Array.from({ length: random.int(2, 4) }, (_, index) => {
    const own = types.length > 0 && random.chance(0.25) ? random.pick(types) : null
    if (own !== null) needs.push(own.id)
    return { name: `c${index + 1}`, type: own === null ? random.pick(TYPES) : `{${own.id}}` }
  })
  return { columns: made, needs }
}

function table(place: Place): Thing {
  const { random } = place
  const { columns: made, needs } = columns(place)
  const key = random.pick([
    'integer PRIMARY KEY',
    'serial PRIMARY KEY',
    'bigint GENERATED ALWAYS AS IDENTITY',
  ])
  const spelled = made.map(({ name, type }) => `${name} ${type}${random.chance(0.4) ? ' NOT NULL' : ''}`)
  const simple = key === 'integer PRIMARY KEY' && made.every(({ type }) => pythonType(type) !== null)
  const list = made.map(
    ({ name, type }, index) =>
      `sa.Column("${name}", ${pythonType(type)}, nullable=${spelled[index]?.endsWith('NOT NULL') ? 'False' : 'True'})`,
  )
  const key1 = 'sa.Column("id", sa.Integer, primary_key=True, autoincrement=False)'
  const python = (id: number): string => `op.create_table({${id}!}, ${[key1, ...list].join(', ')}{${id}@})`
  const unlogged = random.chance(0.1) ? 'UNLOGGED ' : ''
  const create = (id: number): Statement => ({
    sql: `CREATE ${unlogged}TABLE {${id}} (id ${key}, ${spelled.join(', ')})`,
    ...(simple && unlogged === '' ? { python: python(id) } : {}),
  })
  return thing(place, 'table', create, 'DROP TABLE #', {
    needs,
    columns: [{ name: 'id', type: key.startsWith('bigint') ? 'bigint' : 'integer' }, ...made],
  })
}

function partitioned(place: Place): Thing {
  const plain = place.random.chance(0.4)
  return thing(
    place,
    'partitioned',
    (id) => ({
      sql: `CREATE TABLE {${id}} (id integer NOT NULL, c1 text, c2 bigint) PARTITION BY RANGE (id)`,
    }),
    'DROP TABLE #',
    {
      plainParent: plain,
      canBeRenamed: false,
      columns: [
        { name: 'id', type: 'integer' },
        { name: 'c1', type: 'text' },
        { name: 'c2', type: 'bigint' },
      ],
    },
  )
}

function partition(place: Place): Thing | null {
  const parents = place.model.all('partitioned').filter((one) => one.branch === place.branch)
  if (parents.length === 0) return null
  const parent = place.random.pick(parents)
  const bounds = (id: number): string => `FOR VALUES FROM (${id * 100}) TO (${id * 100 + 100})`
  if (!parent.plainParent)
    return thing(
      place,
      'partition',
      (id) => ({ sql: `CREATE TABLE {${id}} PARTITION OF {${parent.id}} ${bounds(id)}` }),
      'DROP TABLE #',
      { needs: [parent.id], canBeRenamed: false },
    )
  const made = thing(
    place,
    'partition',
    (id) => ({ sql: `CREATE TABLE {${id}} (id integer NOT NULL, c1 text, c2 bigint)` }),
    'DROP TABLE #',
    { canBeRenamed: false },
  )
  made.extras.push({
    key: 'attached',
    branch: place.branch,
    make: { sql: `ALTER TABLE {${parent.id}} ATTACH PARTITION {${made.id}} ${bounds(made.id)}` },
    drop: { sql: `ALTER TABLE {${parent.id}} DETACH PARTITION {${made.id}}` },
    needs: [parent.id],
  })
  return made
}

/** A view or materialized view over anything that can be read: some columns, or groups of one. */
function view(place: Place, kind: 'view' | 'materialized view'): Thing | null {
  const { model, random, visible } = place
  const sources = model.all(...RELATIONS).filter((one) => visible(one) && one.columns.length > 0)
  if (sources.length === 0) return null
  const above = sources.filter(({ kind: of }) => of === 'view' || of === 'materialized view')
  const source = random.pick(above.length > 0 && random.chance(0.6) ? above : sources)
  const grouped = random.chance(0.5) ? source.columns.find(({ type }) => type !== 'jsonb') : undefined
  const chosen = grouped === undefined ? random.some(source.columns, random.int(1, 3)) : [grouped]
  const list = chosen.map(({ name }) => name).join(', ')
  const noData = kind === 'materialized view' && (!model.readable(source.id) || random.chance(0.15))
  const select = (number: number): string => {
    const extra = number % 2 === 1 ? `, ${number} AS more` : ''
    return grouped === undefined
      ? `SELECT ${list}${extra} FROM {${source.id}} WHERE ${list.split(', ')[0]} IS NOT NULL AND ${number} < 100`
      : `SELECT ${list}, count(*) AS n_${self}${extra} FROM {${source.id}} GROUP BY ${list} HAVING count(*) > ${number}`
  }
  let self = 0
  const define = (number: number, replace = ''): Statement => ({
    sql: `CREATE ${replace}${kind.toUpperCase()} {${self}} AS ${select(number)}${noData ? ' WITH NO DATA' : ''}`,
  })
  const made = thing(
    place,
    kind,
    (id) => {
      self = id
      return define(0)
    },
    `DROP ${kind.toUpperCase()} #`,
    {
      needs: [source.id],
      uses: chosen.map(({ name }) => `${source.id}.${name}`),
      noData,
      // Only where no column comes or goes can a view be replaced in place.
      variant: (number) => ({
        define: define(number),
        replace: kind === 'view' ? define(number, 'OR REPLACE ') : null,
      }),
    },
  )
  made.columns.push(...chosen, ...(grouped === undefined ? [] : [{ name: `n_${made.id}`, type: 'bigint' }]))
  return made
}

const MAKERS: readonly (readonly [weight: number, make: (place: Place) => Thing | null])[] = [
  [1, schema],
  [1, enumeration],
  [1, domain],
  [1, composite],
  [1, sequence],
  [1, routine],
  [1, triggerFunction],
  [4, table],
  [1, partitioned],
  [2, partition],
  [3, (place) => view(place, 'view')],
  [6, (place) => view(place, 'materialized view')],
  [4, (place) => place.random.pick(OBJECTS)(place)],
]
const LOTS = MAKERS.flatMap(([weight, make]) => Array.from({ length: weight }, () => make))

/** Something new, not yet in the model; null where it would have nothing to stand on. */
export const newThing = (place: Place): Thing | null => place.random.pick(LOTS)(place)
