import type { Statement } from '../model.js'
import type { Random } from '../random.js'
import type { Mutator } from './miswritten.js'

/** What an upgrade may make that nothing takes back. */
const LEFT = [
  'CREATE FUNCTION left_function() RETURNS integer LANGUAGE sql AS $$ SELECT 1 $$',
  `CREATE TYPE left_type AS ENUM ('a')`,
  'CREATE TYPE left_range AS RANGE (SUBTYPE = integer)',
  'CREATE DOMAIN left_domain AS text',
  'CREATE SEQUENCE left_sequence',
  'CREATE TABLE left_table (id integer)',
  'CREATE TABLE IF NOT EXISTS left_table (id integer)',
  'CREATE SCHEMA left_schema',
  'CREATE VIEW left_view AS SELECT 1 AS x',
  'CREATE MATERIALIZED VIEW left_daily AS SELECT 1 AS x',
  'CREATE PROCEDURE left_procedure() LANGUAGE sql AS $$ SELECT 1 $$',
  'CREATE AGGREGATE left_sum(integer) (SFUNC = int4pl, STYPE = integer)',
  'CREATE OPERATOR public.<<>> (LEFTARG = integer, RIGHTARG = integer, FUNCTION = int4pl)',
  `CREATE COLLATION left_collation (PROVIDER = libc, LOCALE = 'C')`,
  'CREATE CAST (text AS boolean) WITH INOUT',
  'CREATE TEXT SEARCH CONFIGURATION left_search (COPY = simple)',
  'CREATE FOREIGN DATA WRAPPER left_wrapper',
  'CREATE PUBLICATION left_publication',
  'SELECT lo_create(4711)',
  'ALTER SEQUENCE public.ticks INCREMENT 2',
  'ALTER DEFAULT PRIVILEGES FOR ROLE pg_read_server_files GRANT SELECT ON TABLES TO PUBLIC',
  `COMMENT ON SCHEMA public IS 'ours'`,
  'GRANT USAGE ON SCHEMA public TO pg_monitor',
]

/** One statement is committed at once and the next fails; null where there is none. */
function half(all: readonly Statement[], random: Random): [Statement[] | null, string] {
  if (all.length === 0) return [null, '']
  const at = random.int(0, all.length - 1)
  const one = all[at] as Statement
  const halves = [...all.slice(0, at), { ...one, alone: true }, { sql: 'SELECT 1/0' }, ...all.slice(at + 1)]
  return [halves, `committed, then fails: ${one.sql}`]
}

/** Makes a table the second time only: a sequence's position is no part of the schema. */
const OTHERWISE = `DO $$ BEGIN IF nextval('public.ticks') > 1 THEN CREATE TABLE second_time (id integer); END IF; END $$`

/** Ways of taking back the wrong things, or too few, and of doing more than is taken back. */
export const MISSHAPEN: Readonly<Record<string, Mutator>> = {
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
  'CASCADE takes one along': ({ back }) => {
    const views = /^(DROP|CREATE) (MATERIALIZED )?VIEW/
    const drops = back.filter(({ sql }) => views.test(sql) && sql.startsWith('DROP'))
    const last = drops.at(-1)
    const made = back.findLastIndex(({ sql }) => views.test(sql) && sql.startsWith('CREATE'))
    if (drops.length < 2 || last === undefined || made < back.indexOf(last)) return null
    const kept = back.slice(0, made).filter((one) => one === last || !drops.includes(one))
    const cascade = { ...last, sql: `${last.sql} CASCADE` }
    return {
      back: kept.map((one) => (one === last ? cascade : one)),
      what: `${cascade.sql} for ${drops.length} drops, and not again: ${back[made]?.sql}`,
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
    const [halves, what] = half(back, random)
    return halves && { back: halves, what }
  },
  'the upgrade half applied': ({ up }, random) => {
    const [halves, what] = half(up, random)
    return halves && { up: halves, what }
  },
  'something left': ({ up }, random) => {
    const sql = random.pick(LEFT)
    return { up: [...up, { sql }], what: `the upgrade leaves: ${sql}` }
  },
  'another upgrade the second time': ({ up }) => ({ up: [...up, { sql: OTHERWISE }], what: OTHERWISE }),
}
