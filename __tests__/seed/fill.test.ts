import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { openRows, type RowKeeper } from '../../src/seed/index.js'
import { createTestDatabase, type TestDatabase } from '../support/database.js'

const VERSION_TABLE = { name: 'alembic_version', schema: null }

let database: TestDatabase
let rows: RowKeeper
beforeEach(async () => {
  database = await createTestDatabase()
  rows = await openRows(database.target, VERSION_TABLE)
})
afterEach(async () => {
  await rows.close()
  await database.drop()
})

const count = async (table: string): Promise<number> =>
  Number((await database.query(`select count(*) as n from ${table}`))[0]?.['n'])

/** Statements that make the table t, and how many rows it can be given. */
const TABLES: readonly (readonly [what: string, sql: string, rows: number])[] = [
  [
    'every type that has a category',
    `create table t (a smallint, b int, c bigint, d numeric(4,2), e real, f double precision, g money, h text, i varchar(1),
      j char(4), k "char", l name, m boolean, n date, o time, p timetz, q timestamp, r timestamptz, s interval, u uuid, v json,
      w jsonb, x bytea, y xml, z inet, aa cidr, ab macaddr, ac point, ad line, ae lseg, af box, ag path, ah polygon, ai circle,
      aj bit(3), ak varbit(5), al tsvector, am tsquery, an int4range, ao tstzrange, ap daterange, aq int[], ar text[], au timestamp[],
      av oid, aw numeric(2,2), ax pg_lsn, ay macaddr8)`,
    3,
  ],
  [
    'keys, identity and generated columns',
    `create table t (id int generated always as identity primary key, a int not null unique,
      b int generated always as (a * 2) stored, c serial, d text not null default 'x', e timestamptz default now())`,
    3,
  ],
  [
    'an enum, also as an array',
    `create type mood as enum ('sad', 'ok'); create table t (a mood not null, b mood[] not null)`,
    3,
  ],
  ['an enum as its key', `create type mood as enum ('sad', 'ok'); create table t (a mood primary key)`, 1],
  [
    'a domain with a check',
    `create domain email as text check (value ~ '@'); create table t (a email not null)`,
    3,
  ],
  ['a status', `create table t (a text not null check (a in ('new', 'done')))`, 3],
  [
    'bounds',
    `create table t (a int not null check (a between 100 and 200), b int check (b > 10), c int check (c < 0))`,
    3,
  ],
  [
    'a length',
    `create table t (a text not null check (length(a) >= 8), b char(2) check (b ~ '^[A-Z]{2}$'))`,
    3,
  ],
  [
    'an order of two columns',
    `create table t (a int, b int, c date, d date, check (a < b), check (c < d))`,
    3,
  ],
  ['one of two', `create table t (a int, b int, check (num_nonnulls(a, b) <= 1))`, 3],
  [
    'a foreign key to a table made later',
    `create table t (id int primary key, u int not null); create table u (id serial primary key);
     alter table t add foreign key (u) references u`,
    3,
  ],
  [
    'a key of two columns to a table with one row',
    `create table u (a int, b text, primary key (a, b)); insert into u values (7, 'x');
     create table t (a int not null, b text not null, foreign key (a, b) references u)`,
    3,
  ],
  ['itself', `create table t (id serial primary key, up int references t, top int not null references t)`, 3],
  [
    'a key that is checked at the commit',
    `create table u (id int primary key); create table t (u int references u deferrable initially deferred)`,
    3,
  ],
  [
    'an exclusion constraint',
    `create table t (during tstzrange not null, exclude using gist (during with &&))`,
    3,
  ],
  [
    'ranges as partitions',
    `create table t (at date not null, id int, primary key (at, id)) partition by range (at);
     create table t1 partition of t for values from ('2024-01-01') to ('2024-02-01');
     create table t2 partition of t for values from ('2024-02-01') to ('2024-03-01')`,
    6,
  ],
  [
    'lists as partitions',
    `create table t (a text not null) partition by list (a); create table t1 partition of t for values in ('x', 'y')`,
    3,
  ],
  [
    'hashes as partitions',
    `create table t (a int not null) partition by hash (a);
     create table t1 partition of t for values with (modulus 1, remainder 0)`,
    3,
  ],
  ['no columns', `create table t ()`, 0],
  ['rows of its own', `create table t (a int); insert into t values (9)`, 1],
  [
    'a trigger, which is not run',
    `create function refuse() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$;
     create table t (a int not null); create trigger r before insert on t for each row execute function refuse()`,
    3,
  ],
  [
    'a name to quote',
    `create schema "a b"; create table "a b"."T""t" ("c'c" int); create view t as select * from "a b"."T""t"`,
    3,
  ],
]

test.each(TABLES)('a table with %s', async (_, sql, expected) => {
  await database.query(sql)
  expect((await rows.fill()).unfilled).toEqual([])
  expect(await count('t')).toBe(expected)
})

test.each([
  ['int references u', 2],
  ['int references u unique', 3],
  ['int primary key references u', 3],
])('one parent has two children where it may: %s', async (column, parents) => {
  await database.query(`create table u (id serial primary key); create table t (u ${column}, note text)`)
  await rows.fill()
  expect([await count('(select distinct u from t) x'), await count('t')]).toEqual([parents, 3])
})

test('what links two tables links no two rows twice', async () => {
  await database.query(`create table u (id serial primary key); create table v (id serial primary key);
    create table t (u int references u, v int references v)`)
  await rows.fill()
  const distinct = (columns: string): Promise<number> => count(`(select distinct ${columns} from t) x`)
  expect([await distinct('u'), await distinct('v'), await distinct('u, v')]).toEqual([2, 2, 3])
})

test('what cannot be filled is told, and the others are filled', async () => {
  await database.query('create table bad (a int not null check (a <> a)); create table good (a int)')
  const { unfilled, tables } = await rows.fill()
  expect(unfilled).toEqual([
    { table: 'public.bad', reason: 'new row for relation "bad" violates check constraint "bad_a_check"' },
  ])
  expect(tables).toEqual(['public.bad', 'public.good'])
  expect(await count('good')).toBe(3)
})

test('only what came since is filled, and the version table never, wherever it stands', async () => {
  await database.query(
    'create schema tenant; create table tenant.alembic_version (version_num text); create table a (x int)',
  )
  await rows.fill()
  await database.query('delete from a; create table b (x int)')
  expect((await rows.fill()).tables).toEqual(['public.b'])
  expect([await count('a'), await count('b'), await count('tenant.alembic_version')]).toEqual([0, 3, 0])
})

test('the same rows come whenever it is done', async () => {
  const table =
    'create table t (id serial, a uuid default gen_random_uuid(), at timestamptz not null default now())'
  await database.query(table)
  await rows.fill()
  const first = await rows.contents(['public.t'])
  await database.query(`drop table t; ${table}`)
  await rows.fill()
  expect(await rows.contents(['public.t'])).toEqual(first)
  expect(first.get('public.t')?.rows).toBe(3)
})

test('who may not switch triggers off leaves tables with triggers empty', async () => {
  const role = `${database.target.database}_owner`
  await database.query(`create role ${role} login; grant create on schema public to ${role}; set role ${role};
    create function f() returns trigger language plpgsql as 'begin return new; end';
    create table t (a int); create trigger r before insert on t for each row execute function f();
    create table u (a int); reset role`)
  const theirs = await openRows({ ...database.target, user: role }, VERSION_TABLE)
  const { unfilled } = await theirs.fill().finally(() => theirs.close())
  expect(unfilled).toMatchObject([
    { table: 'public.t', reason: expect.stringContaining('session_replication_role') },
  ])
  expect([await count('t'), await count('u')]).toEqual([0, 3])
  await database.query(`drop owned by ${role}; drop role ${role}`)
})
