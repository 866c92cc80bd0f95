import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { CheckInputs } from '../../src/inputs/inputs.js'
import { ConfigError } from '../../src/model/errors.js'
import type { CheckResult } from '../../src/model/result.js'
import { checkProject } from '../support/check.js'
import { writeProject, type Migration } from './project.js'

let directory: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'matview-check-data-'))
})
afterEach(() => rmSync(directory, { recursive: true }))

const sql = (...statements: readonly string[]): string[] =>
  statements.map((text) => `op.execute("""${text}""")`)

const TABLE_SQL = [
  'CREATE TABLE users (id serial primary key, email text, at timestamp not null default now())',
]
const TABLE: Migration = {
  id: 'a1',
  up: sql(...TABLE_SQL),
  back: sql('DROP TABLE users'),
}
const next = (id: string, up: readonly string[], back: readonly string[]): Migration => ({
  id,
  up: sql(...up),
  back: sql(...back),
})

type Seeds = Readonly<Record<string, string>>

async function check(
  migrations: readonly Migration[],
  seeds?: Seeds,
  overrides: Partial<CheckInputs> = {},
  notes: string[] = [],
): Promise<CheckResult> {
  writeProject(directory, migrations, 'plain')
  const folder = join(directory, 'seeds')
  mkdirSync(folder)
  for (const [name, text] of Object.entries(seeds ?? {})) writeFileSync(join(folder, name), text)
  const seed = seeds === undefined ? 'generated' : { folder }
  return checkProject(directory, { seed, ...overrides }, { note: (text) => notes.push(text) })
}

const DATA_RULES = /-fails$|^left-behind$|^session-dependent$|^data-lost$/
const told = ({ findings }: CheckResult): readonly string[] =>
  findings
    .filter(({ rule }) => DATA_RULES.test(rule))
    .map(({ rule, severity, revision, message }) => `${severity} ${rule} ${revision}: ${message}`)

const ADD_EMAIL = ['ALTER TABLE users ADD COLUMN name text NOT NULL']
const DROP_EMAIL = ['ALTER TABLE users DROP COLUMN name']

interface Case {
  readonly name: string
  readonly migrations: readonly Migration[]
  readonly seeds?: Seeds
  readonly findings: readonly (string | RegExp)[]
}

const CASES: readonly Case[] = [
  {
    name: 'a column that is NOT NULL without a default fails on rows only',
    migrations: [
      TABLE,
      next('b2', ADD_EMAIL, DROP_EMAIL),
      next('c3', ['CREATE INDEX i ON users (name)'], ['DROP INDEX i']),
    ],
    findings: [
      /^warning upgrade-fails b2: the upgrade fails when tables hold rows with SQLSTATE 23502: column "name" of relation "users" contains null values, in `ALTER/,
    ],
  },
  {
    name: 'on rows of the user’s that is an error',
    migrations: [TABLE, next('b2', ADD_EMAIL, DROP_EMAIL)],
    seeds: { 'a1.sql': "INSERT INTO users (email) VALUES ('a@b.org')" },
    findings: [/^error upgrade-fails b2: the upgrade fails with SQLSTATE 23502/],
  },
  {
    name: 'a check that only the values break is a notice',
    migrations: [
      TABLE,
      next(
        'b2',
        ["ALTER TABLE users ADD CONSTRAINT c CHECK (email ~ '@')"],
        ['ALTER TABLE users DROP CONSTRAINT c'],
      ),
    ],
    findings: [
      /^notice upgrade-fails b2: .* 23514: check constraint "c" of relation "users" is violated by some row/,
    ],
  },
  {
    name: 'a downgrade that fails on rows only',
    migrations: [
      TABLE,
      next(
        'b2',
        ['ALTER TABLE users ALTER email DROP NOT NULL'],
        ["DO $$ BEGIN IF EXISTS (SELECT FROM users) THEN RAISE 'rows'; END IF; END $$"],
      ),
    ],
    findings: [
      /^notice downgrade-fails b2: the downgrade fails when tables hold rows with SQLSTATE P0001: rows/,
    ],
  },
  {
    name: 'a materialized view whose owner may not read what it reads',
    migrations: [
      TABLE,
      next(
        'b2',
        [
          'CREATE MATERIALIZED VIEW emails AS SELECT email FROM users',
          'ALTER MATERIALIZED VIEW emails OWNER TO pg_monitor',
        ],
        ['DROP MATERIALIZED VIEW emails'],
      ),
    ],
    findings: [
      /^error refresh-fails b2: REFRESH MATERIALIZED VIEW of materialized view public\.emails fails with SQLSTATE 42501: permission denied for table users$/,
    ],
  },
  {
    name: 'a catalog that depends on rows is judged without them',
    migrations: [
      TABLE,
      next(
        'b2',
        [
          'DO $$ BEGIN IF EXISTS (SELECT FROM users) THEN CREATE TABLE IF NOT EXISTS extra (id int); END IF; END $$',
        ],
        ['SELECT 1'],
      ),
    ],
    findings: [],
  },
  {
    name: 'rows that the downgrade does not give back',
    migrations: [TABLE, next('b2', ['UPDATE users SET email = lower(email) || 1'], ['SELECT 1'])],
    findings: [
      'warning data-lost b2: column email of table public.users after the downgrade no longer holds the values from before the upgrade',
    ],
  },
  {
    name: 'rows that the upgrade deletes',
    migrations: [TABLE, next('b2', ['DELETE FROM users WHERE id = 1'], ['SELECT 1'])],
    findings: [
      'warning data-lost b2: table public.users held 3 rows before the upgrade and after the downgrade holds 2 rows',
    ],
  },
  {
    name: 'rows of a table with a column whose name we use ourselves',
    migrations: [
      {
        id: 'a1',
        up: sql('CREATE TABLE a (id int PRIMARY KEY, x int, t int, v int, s int)'),
        back: sql('DROP TABLE a'),
      },
      next('b2', ['UPDATE a SET x = 0'], ['SELECT 1']),
    ],
    findings: [
      'warning data-lost b2: column x of table public.a after the downgrade no longer holds the values from before the upgrade',
    ],
  },
  {
    name: 'a type that the downgrade does not give back, with the values as they were',
    migrations: [
      TABLE,
      next('b2', ['SELECT 1'], ['ALTER TABLE users ALTER at TYPE text USING at::timestamptz::text']),
    ],
    findings: [],
  },
  {
    name: 'rows that the upgrade deletes, beside a fault that is no matter of rows',
    migrations: [
      TABLE,
      next(
        'b2',
        ['DELETE FROM users', 'ALTER TABLE users ADD COLUMN a int', 'CREATE TABLE left_over (id int)'],
        ['ALTER TABLE users DROP COLUMN a', 'SELECT 1'],
      ),
    ],
    findings: [/^error left-behind b2/, /^error reupgrade-fails b2/, /^warning data-lost b2: .* held 3 rows/],
  },
  {
    name: 'the moment of the last change, moved by a trigger',
    migrations: [
      {
        ...TABLE,
        up: [
          ...TABLE.up,
          ...sql(
            'CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.at = clock_timestamp(); RETURN NEW; END $$',
            'CREATE TRIGGER touch BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION touch()',
          ),
        ],
        back: [...TABLE.back, ...sql('DROP FUNCTION touch()')],
      },
      next(
        'b2',
        ['ALTER TABLE users ADD COLUMN a text', 'UPDATE users SET a = email'],
        ['ALTER TABLE users DROP COLUMN a'],
      ),
    ],
    findings: [/^notice data-lost b2: column at of table public.users/],
  },
  {
    name: 'a column and a table that the upgrade drops',
    migrations: [
      TABLE,
      next('b2', ['ALTER TABLE users DROP COLUMN email'], ['ALTER TABLE users ADD COLUMN email text']),
      next(
        'c3',
        ['DROP TABLE users'],
        ['CREATE TABLE users (id serial primary key, at timestamp not null default now(), email text)'],
      ),
    ],
    findings: [
      'notice data-lost b2: column email of table public.users after the downgrade no longer holds the values from before the upgrade',
      'notice data-lost c3: table public.users held 3 rows before the upgrade and after the downgrade holds none',
    ],
  },
  {
    name: 'a column and a table that the upgrade drops and makes again, and what comes after them',
    migrations: [
      TABLE,
      next('b2', ['ALTER TABLE users DROP COLUMN email, ADD COLUMN email text'], ['SELECT 1']),
      next('c3', ['UPDATE users SET email = email'], ['UPDATE users SET email = email']),
      next('d4', ['DROP TABLE users', ...TABLE_SQL], ['SELECT 1']),
    ],
    findings: [
      'notice data-lost b2: column email of table public.users after the downgrade no longer holds the values from before the upgrade',
      'notice data-lost d4: table public.users held 3 rows before the upgrade and after the downgrade holds none',
    ],
  },
  {
    name: 'rows that come back, generated columns, types that hold the same, more rows',
    migrations: [
      TABLE,
      next('b2', ['ALTER TABLE users RENAME email TO mail'], ['ALTER TABLE users RENAME mail TO email']),
      next('c3', ['ALTER TABLE users ALTER id TYPE bigint'], ['ALTER TABLE users ALTER id TYPE int']),
      next(
        'd4',
        ['ALTER TABLE users ADD COLUMN token uuid NOT NULL DEFAULT gen_random_uuid()'],
        ['ALTER TABLE users DROP COLUMN token'],
      ),
      next('e5', ["INSERT INTO users (mail) VALUES ('new')"], ["DELETE FROM users WHERE mail = 'new'"]),
      next('f6', ['UPDATE users SET mail = mail || 1'], ['UPDATE users SET mail = left(mail, -1)']),
    ],
    findings: [],
  },
  {
    name: 'rows that read otherwise since a label of an enum has another name',
    migrations: [
      next(
        'a1',
        ["CREATE TYPE mood AS ENUM ('low', 'high')", 'CREATE TABLE users (id int, mood mood)'],
        ['DROP TABLE users', 'DROP TYPE mood'],
      ),
      next(
        'b2',
        ["ALTER TYPE mood RENAME VALUE 'low' TO 'down'"],
        ["ALTER TYPE mood RENAME VALUE 'down' TO 'low'"],
      ),
      next('c3', ['CREATE INDEX i ON users (id)'], ['DROP INDEX i']),
    ],
    findings: [],
  },
  {
    name: 'the classic: a timestamp said to be of Tokyo, and its day',
    migrations: [
      TABLE,
      next(
        'b2',
        ["CREATE MATERIALIZED VIEW v AS SELECT id, (at AT TIME ZONE 'Asia/Tokyo')::date AS day FROM users"],
        ['DROP MATERIALIZED VIEW v'],
      ),
      next('c3', ['ALTER TABLE users ADD COLUMN x int'], ['ALTER TABLE users DROP COLUMN x']),
      next('d4', ['GRANT SELECT ON v TO PUBLIC'], ['REVOKE SELECT ON v FROM PUBLIC']),
    ],
    findings: [
      'warning session-dependent b2: materialized view public.v holds other rows when the session that refreshes it has another TimeZone (Asia/Tokyo, America/New_York)',
    ],
  },
  {
    name: 'a unique index that the query does not keep',
    migrations: [
      TABLE,
      next(
        'b2',
        ['CREATE MATERIALIZED VIEW v AS SELECT email FROM users; CREATE UNIQUE INDEX ON v (email)'],
        ['DROP MATERIALIZED VIEW v'],
      ),
    ],
    seeds: { 'b2.sql': "INSERT INTO users (email) VALUES ('a'), ('a')" },
    findings: [
      'error refresh-fails b2: REFRESH MATERIALIZED VIEW CONCURRENTLY of materialized view public.v fails on the rows of --seed with SQLSTATE 21000: new data for materialized view "v" contains duplicate rows without any null columns',
    ],
  },
  {
    name: 'a unique index on the parents, of a query that has a row for each child',
    migrations: [
      TABLE,
      next(
        'b2',
        ['CREATE TABLE tags (user_id int NOT NULL REFERENCES users, tag text)'],
        ['DROP TABLE tags'],
      ),
      next(
        'c3',
        [
          'CREATE MATERIALIZED VIEW v AS SELECT u.id, t.tag FROM users u LEFT JOIN tags t ON t.user_id = u.id',
          'CREATE UNIQUE INDEX ON v (id)',
        ],
        ['DROP MATERIALIZED VIEW v'],
      ),
    ],
    findings: [
      /^warning refresh-fails c3: REFRESH MATERIALIZED VIEW CONCURRENTLY .* fails on generated rows with SQLSTATE 23505/,
      /^notice upgrade-fails c3: the upgrade fails when tables hold rows with SQLSTATE 23505: could not create unique index "v_id_idx"/,
    ],
  },
  {
    name: 'a downgrade that refuses rows, which only the full walk meets',
    migrations: [
      TABLE,
      next(
        'b2',
        ['CREATE TABLE posts (id int)'],
        ["DO $$ BEGIN IF EXISTS (SELECT FROM posts) THEN RAISE 'rows'; END IF; END $$; DROP TABLE posts"],
      ),
      next('c3', ['ALTER TABLE posts ADD COLUMN note text'], ['ALTER TABLE posts DROP COLUMN note']),
    ],
    findings: [],
  },
  {
    name: 'a NULL that a later revision leaves, which only the full walk meets',
    migrations: [
      TABLE,
      next('b2', ['ALTER TABLE users ALTER at DROP NOT NULL'], ['ALTER TABLE users ALTER at SET NOT NULL']),
      next(
        'c3',
        ['ALTER TABLE users DROP COLUMN at'],
        ['ALTER TABLE users ADD COLUMN at timestamp', 'ALTER TABLE users ALTER at SET DEFAULT now()'],
      ),
    ],
    findings: [
      /^notice data-lost c3/,
      /^notice full-walk-fails b2: the downgrade of b2 fails in the full walk .* 23502/,
    ],
  },
  {
    name: 'seeds of several revisions, through a rebuild',
    migrations: [
      TABLE,
      next(
        'b2',
        ['CREATE TABLE posts (id serial primary key, user_id int not null references users)'],
        ['DROP TABLE posts'],
      ),
      next('c3', ['CREATE TABLE left_over (id int)'], ['SELECT 1']),
      next('d4', ['DELETE FROM posts'], ['SELECT 1']),
    ],
    seeds: {
      'base.sql': 'CREATE SCHEMA found',
      'a1.sql': "INSERT INTO users (email) VALUES ('a')",
      'b2.sql': 'INSERT INTO posts (user_id) SELECT id FROM users',
      'c3.sql': 'INSERT INTO left_over SELECT id FROM posts',
    },
    findings: [
      /^error left-behind c3/,
      /^error reupgrade-fails c3/,
      'warning data-lost d4: table public.posts held 1 row before the upgrade and after the downgrade holds none',
    ],
  },
]

describe('on rows', () => {
  test.each(CASES)('$name', async ({ migrations, seeds, findings }) => {
    const found = told(await check(migrations, seeds))
    expect(found).toEqual(findings.map((one) => (typeof one === 'string' ? one : expect.stringMatching(one))))
  })
})

test('rows come, too, from revisions that are only applied', async () => {
  const b2 = next('b2', ADD_EMAIL, DROP_EMAIL)
  const floor = { floor: 'a1' }
  expect(told(await check([TABLE, b2], undefined, floor))).toEqual([
    expect.stringMatching(/^warning upgrade-fails b2/),
  ])
  rmSync(join(directory, 'seeds'), { recursive: true })
  const seeds = { 'a1.sql': "INSERT INTO users (email) VALUES ('a')" }
  expect(told(await check([TABLE, b2], seeds, floor))).toEqual([
    expect.stringMatching(/^error upgrade-fails b2/),
  ])
})

test('with none, tables stay empty', async () => {
  const result = await check([TABLE, next('b2', ADD_EMAIL, DROP_EMAIL)], undefined, { seed: 'none' })
  expect(result.findings).toEqual([])
})

test('a table that cannot be filled is told', async () => {
  const notes: string[] = []
  await check(
    [next('a1', ['CREATE TABLE t (a int NOT NULL CHECK (a <> a))'], ['DROP TABLE t'])],
    undefined,
    {},
    notes,
  )
  expect(notes.filter((note) => note.startsWith('No rows'))).toEqual([
    'No rows were generated for public.t: new row for relation "t" violates check constraint "t_a_check".',
  ])
})

test.each([
  ['a file named after no revision', { 'b9.sql': 'SELECT 1' }, 'b9.sql is named after no revision'],
  [
    'a file that fails',
    { 'a1.sql': 'SELECT 1;\nINSERT INTO users (nme) VALUES (1)' },
    'a1.sql fails on line 2: column "nme"',
  ],
])('%s ends the run', async (_, seeds, says) => {
  await expect(check([TABLE], seeds)).rejects.toThrow(ConfigError)
  rmSync(join(directory, 'seeds'), { recursive: true })
  await expect(check([TABLE], seeds)).rejects.toThrow(says)
})
