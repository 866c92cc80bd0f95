import type { RandomHistory, Revision } from './history.js'
import type { Statement } from './model.js'
import { random as seeded, type Random } from './random.js'

/** A history in which some revisions were broken, each in one way. */
export interface Faulty {
  readonly history: RandomHistory
  /** The fault in words, with the statement, by revision. */
  readonly faults: ReadonlyMap<string, string>
}

type Broken = Partial<Pick<Revision, 'up' | 'back'>> & { readonly what: string }
type Mutator = (revision: Revision, random: Random) => Broken | null

/** Changes one statement of the downgrade that `fits`; `change` gives null for leaving it out. */
function downgrade(fits: RegExp, change: (sql: string, random: Random) => string | null): Mutator {
  return ({ back }, random) => {
    const at = back.flatMap((one, index) => (fits.test(one.sql) ? [index] : []))
    if (at.length === 0) return null
    const index = random.pick(at)
    const old = back[index] as Statement
    const sql = change(old.sql, random)
    if (sql === old.sql) return null
    const now: Statement[] = sql === null ? [] : [{ sql, ...(old.alone ? { alone: true } : {}) }]
    return {
      back: [...back.slice(0, index), ...now, ...back.slice(index + 1)],
      what: `${old.sql} => ${sql ?? 'nothing'}`,
    }
  }
}

const swap =
  (from: RegExp, to: string): ((sql: string) => string) =>
  (sql) =>
    sql.replace(from, to)

/** A statement more in the upgrade that nothing takes back. */
const leave =
  (...choices: readonly string[]): Mutator =>
  ({ up }, random) => {
    const table = up.map(({ sql }) => /^CREATE TABLE (\S+|"[^"]+") \(id /.exec(sql)?.[1]).find(Boolean)
    const sql = random.pick(choices.filter((one) => table !== undefined || !one.includes('#')))
    return { up: [...up, { sql: sql.replaceAll('#', table ?? '') }], what: `the upgrade leaves: ${sql}` }
  }

/** Makes a table the second time only: a sequence's position is no part of the schema. */
const OTHERWISE = `DO $$ BEGIN IF nextval('public.ticks') > 1 THEN CREATE TABLE second_time (id integer); END IF; END $$`

const MUTATORS: Readonly<Record<string, Mutator>> = {
  'a line dropped': downgrade(/./, () => null),
  'an index forgotten': downgrade(/^CREATE (UNIQUE )?INDEX/, () => null),
  'a grant lost': downgrade(/^(GRANT|REVOKE)/, () => null),
  'a comment lost': downgrade(/^COMMENT/, () => null),
  'a drop forgotten': downgrade(/^(DROP|ALTER .* DROP )/, () => null),
  'another comment': downgrade(/^COMMENT .*'$/, swap(/'$/, ` changed'`)),
  'another privilege': downgrade(
    /^GRANT (SELECT|UPDATE)/,
    swap(/^GRANT (SELECT|UPDATE)/, 'GRANT REFERENCES'),
  ),
  'another definition': downgrade(/^CREATE .*(100|count\(\*\) >|LANGUAGE)/, (sql) =>
    sql.replace(
      /< 100|count\(\*\) >|SELECT n|BEGIN/,
      (found) =>
        ({ '< 100': '< 101', 'count(*) >': 'count(*) > 1 +', 'SELECT n': 'SELECT -n' })[found] ??
        'BEGIN NULL;',
    ),
  ),
  'a column more': downgrade(/^CREATE (MATERIALIZED )?VIEW/, swap(/ FROM /, `, 'x' AS surplus FROM `)),
  'IF EXISTS with a typo': downgrade(/^DROP \w+( VIEW)? (?!CONCURRENTLY)/, (sql) =>
    sql.replace(/^(DROP (?:MATERIALIZED VIEW|\w+)) (?:(\w+\.)?("?)(\w| ))/, '$1 IF EXISTS $2$3x$4'),
  ),
  'a typo': downgrade(/^DROP \w+/, (sql) => sql.replace(/(\w)("?(\(.*\))?)$/, 'x$2')),
  CASCADE: downgrade(/^DROP (?!TRIGGER|RULE|POLICY|INDEX CONC)/, (sql) => `${sql} CASCADE`),
  'plain for unique': downgrade(/UNIQUE INDEX/, swap(/UNIQUE INDEX/, 'INDEX')),
  'another order of the index': downgrade(/^CREATE (UNIQUE )?INDEX .*\)$/, swap(/(\w)\)$/, '$1 DESC)')),
  'an index on everything': downgrade(/^CREATE .*INDEX .* WHERE/, swap(/ WHERE .*$/, '')),
  'options lost': downgrade(/ (WITH|INCLUDE) \(/, swap(/ (WITH|INCLUDE) \([^)]*\)/, '')),
  'WITH NO DATA': downgrade(/^CREATE MATERIALIZED VIEW/, (sql) =>
    sql.endsWith('WITH NO DATA') ? sql.replace(' WITH NO DATA', '') : `${sql} WITH NO DATA`,
  ),
  'a table for a view': downgrade(/^CREATE MATERIALIZED VIEW/, swap(/MATERIALIZED VIEW/, 'TABLE')),
  'a view for a materialized view': downgrade(/^CREATE MATERIALIZED VIEW/, swap(/MATERIALIZED /, '')),
  'another type': downgrade(
    /^(CREATE TABLE|ALTER .* ADD COLUMN)/,
    swap(/(integer|text|bigint|numeric\(10,2\))(?=[ ,)]|$)/, 'smallint'),
  ),
  'null allowed': downgrade(/ NOT NULL/, swap(/ NOT NULL/, '')),
  'default lost': downgrade(/ DEFAULT ('?\w+'?)/, swap(/ DEFAULT ('?\w+'?)/, '')),
  'another default': downgrade(/SET DEFAULT \d/, swap(/\d+$/, '4711')),
  'another option': downgrade(/= \d+\)/, swap(/= \d+/, '= 55')),
  'another constraint': downgrade(/CHECK|FOREIGN KEY|DEFERRABLE/, (sql) =>
    sql.includes('CHECK')
      ? sql.replace(/([<>]) (\d+)/, '$1 1$2')
      : sql.includes(' ON ')
        ? sql.replace(/ ON .*/, '')
        : sql.replace(/ DEFERRABLE.*/, ''),
  ),
  'the wrong trigger': downgrade(/^CREATE TRIGGER/, swap(/INSERT|UPDATE OF id/, 'UPDATE')),
  'another label': downgrade(/AS ENUM/, swap(/'high'/, `'hihg'`)),
  'another sequence': downgrade(/^CREATE SEQUENCE/, swap(/INCREMENT \d+/, 'INCREMENT 77')),
  'another owner': ({ back }) => {
    const made = back
      .map(({ sql }) =>
        /^CREATE (?:UNLOGGED )?(TABLE|SEQUENCE|VIEW|MATERIALIZED VIEW) ((?:\w+\.)?(?:"[^"]+"|\w+))/.exec(sql),
      )
      .find((one) => one !== null)
    if (!made) return null
    const sql = `ALTER ${made[1]} ${made[2]} OWNER TO pg_read_all_data`
    return { back: [...back, { sql }], what: `then ${sql}` }
  },
  'the wrong one': ({ back }, random) => {
    const drops = back.flatMap((one, index) =>
      /^DROP (MATERIALIZED VIEW|VIEW|TABLE|INDEX)/.test(one.sql) ? [index] : [],
    )
    if (drops.length < 2) return null
    const [from = 0, to = 0] = random.some(drops, 2)
    return {
      back: back.map((one, index) => (index === to ? { sql: back[from]?.sql ?? '' } : one)),
      what: `twice ${back[from]?.sql}`,
    }
  },
  'lines swapped': ({ back }, random) => {
    if (back.length < 2) return null
    const at = random.int(0, back.length - 2)
    const [a, b] = [back[at] as Statement, back[at + 1] as Statement]
    return { back: [...back.slice(0, at), b, a, ...back.slice(at + 2)], what: `${b.sql} before ${a.sql}` }
  },
  'an empty downgrade': ({ back }) => (back.length === 0 ? null : { back: [], what: 'nothing' }),
  'half of the downgrade': ({ back }, random) => {
    if (back.length < 2) return null
    const kept = back.slice(0, random.int(1, back.length - 1))
    return { back: kept, what: `only the first ${kept.length} of ${back.length}` }
  },
  'the downgrade half applied': ({ back }, random) => {
    if (back.length === 0) return null
    const at = random.int(0, back.length - 1)
    const halves = [
      ...back.slice(0, at),
      { ...(back[at] as Statement), alone: true },
      { sql: 'SELECT 1/0' },
      ...back.slice(at + 1),
    ]
    return { back: halves, what: `committed, then fails: ${back[at]?.sql}` }
  },
  'the upgrade half applied': ({ up }, random) => {
    if (up.length === 0) return null
    const at = random.int(0, up.length - 1)
    const halves = [
      ...up.slice(0, at),
      { ...(up[at] as Statement), alone: true },
      { sql: 'SELECT 1/0' },
      ...up.slice(at + 1),
    ]
    return { up: halves, what: `committed, then fails: ${up[at]?.sql}` }
  },
  'something left': leave(
    'CREATE FUNCTION left_function() RETURNS integer LANGUAGE sql AS $$ SELECT 1 $$',
    `CREATE TYPE left_type AS ENUM ('a')`,
    'CREATE DOMAIN left_domain AS text',
    'CREATE SEQUENCE left_sequence',
    'CREATE TABLE left_table (id integer)',
    'CREATE SCHEMA left_schema',
    'CREATE VIEW left_view AS SELECT 1 AS x',
    'CREATE MATERIALIZED VIEW left_daily AS SELECT 1 AS x',
    'CREATE PROCEDURE left_procedure() LANGUAGE sql AS $$ SELECT 1 $$',
    'CREATE TABLE IF NOT EXISTS left_table (id integer)',
    `COMMENT ON SCHEMA public IS 'ours'`,
    'GRANT USAGE ON SCHEMA public TO pg_monitor',
  ),
  'another upgrade the second time': ({ up }) => ({ up: [...up, { sql: OTHERWISE }], what: OTHERWISE }),
}

/** Every way of breaking a revision, by name. */
export const FAULTS = Object.keys(MUTATORS)

/** The history with so many revisions broken, each in one random way; fewer where no try fitted. */
export function withFaults(history: RandomHistory, count: number, seed: number): Faulty {
  const random = seeded(seed)
  const faults = new Map<string, string>()
  const revisions = [...history.revisions]
  for (let tries = 0; tries < 50 * count && faults.size < count; tries++) {
    const at = random.int(0, revisions.length - 1)
    const revision = revisions[at] as Revision
    const name = random.pick(FAULTS)
    const broken = faults.has(revision.id) ? null : MUTATORS[name]?.(revision, random)
    if (!broken) continue
    const { what, ...parts } = broken
    revisions[at] = { ...revision, ...parts }
    faults.set(revision.id, `${name}: ${what}`)
  }
  return { history: { ...history, revisions }, faults }
}
