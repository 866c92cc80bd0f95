import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { openSnapshots, type SnapshotReader } from '../../src/snapshot/index.js'
import { createTestDatabase, serverMajor, type TestDatabase } from '../support/database.js'
import { verifySnapshots } from '../support/verified.js'
import { openTestWatch } from '../support/watch.js'

// Roles belong to the whole server, and tests run side by side.
const role = `mvc_${randomBytes(4).toString('hex')}`
const own = (sql: string): string => sql.replaceAll('mvc_named', role)

/** Of each sort of object that has a name, and of columns and labels, at least one that all sorts of definitions print. */
const SETUP = `
create role mvc_named;
create schema app; create schema extra;
create table apart (id int primary key);

create type app.mood as enum ('sad', 'happy');
create domain app.moody as app.mood default 'sad' check (value <> 'happy');
create type app.pair as (a int, b app.mood);
create type app.span as range (subtype = int);
create function app.first(app.pair) returns int language sql immutable as 'select $1.a';
create function app.positive(int) returns boolean language sql immutable as 'select $1 > 0';
create function app.to_mood(int) returns app.mood language sql immutable as $$ select 'sad'::app.mood $$;
create cast (int as app.mood) with function app.to_mood(int);
create function app.plus(int, int) returns int language sql immutable as 'select $1 + $2';
create aggregate app.total(int) (sfunc = app.plus, stype = int, initcond = '0');
create operator app.## (leftarg = int, rightarg = int, function = app.plus);
create function app.touch() returns trigger language plpgsql as 'begin return new; end';
create function app.watch() returns event_trigger language plpgsql as 'begin end';
create event trigger watching on ddl_command_end when tag in ('CREATE CONVERSION') execute function app.watch();
create domain app.small as int check (app.positive(value));
create sequence app.numbers;

create table base (
  id int primary key default nextval('app.numbers'), a int not null check (app.positive(a)), b text collate "C",
  mood app.mood default 'sad', moods app.mood[], pair app.pair, span app.span, small app.small, moody app.moody,
  doubled int generated always as (app.plus(a, a)) stored, constraint base_a unique (a));
create index base_b on base (lower(b)) where app.positive(a) and mood <> 'sad';
create statistics base_both on a, b from base;
create trigger touch before update of a on base for each row when (old.a is distinct from new.a) execute function app.touch();
create policy own on base using (app.positive(a));
create rule no_delete as on delete to base where old.a = 1 do instead nothing;
create table child (more int) inherits (base);
create table pointing (id int references base, a int references base (a));
create table rows_of (one base, many base[]);
create table typed of app.pair;
create table parts (mood app.mood, n int) partition by list (mood);
create table parts_sad partition of parts for values in ('sad');
create table by_call (n int) partition by range (app.plus(n, 1));
create view v as select id, a, (pair).b as of_pair, app.first(pair) as one, mood = 'sad' as is_sad, 1 operator(app.##) 2 as three,
  7::app.mood as cast_mood from base;
create view on_v as select one, is_sad from v;
create view whole as select base as it, (r.one).a from base, rows_of r;
create function app.rows() returns setof base language sql stable as 'select * from base';
create view by_function as select r.p from app.rows() r (p, q);
create view renaming as select x.p from base x (p, q);
create materialized view m as select mood, count(*) as n, app.total(a) as total from base group by mood;
create unique index m_mood on m (mood);
create view through as select a from base;
create rule upsert as on insert to through do instead
  insert into base (id, a) values (new.a, new.a) on conflict on constraint base_a do nothing;
create view wide as select id from base; create view on_wide as select id from wide;
create table u1 (id int, x int); create table u2 (id int, y int); create table u3 (z int);
create view using_them as select id, x, y, z from (u1 join u2 using (id)) cross join u3;
create table s (n int); create policy sub on s using (exists (select from (u1 join u2 using (id)) cross join u3 where z = n));
comment on column base.a is 'a'; comment on function app.plus is 'plus'; grant select (a) on base to mvc_named;
alter default privileges in schema app grant select on tables to mvc_named;
`

/** What older versions do not know. */
async function newer(): Promise<readonly string[]> {
  const major = await serverMajor()
  return [
    `create publication few for table ${major >= 15 ? 'base (id, a) where (a > 1)' : 'base'}`,
    ...(major >= 14
      ? [
          "create function app.read(one base) returns int language sql begin atomic select a from base where mood = 'sad'; end",
        ]
      : []),
  ]
}

/** What gives something another name, or a relation other columns, and what takes that back. */
const RENAMES: readonly (readonly [change: string, undo: string])[] = [
  ['alter table base rename to basis', 'alter table basis rename to base'],
  ['alter table base rename a to amount', 'alter table base rename amount to a'],
  ['alter table base rename id to number', 'alter table base rename number to id'],
  ['alter table base rename b to q', 'alter table base rename q to b'],
  ['alter table base set schema extra', 'alter table extra.base set schema public'],
  ['alter table base rename constraint base_a to base_amount', 'alter index base_amount rename to base_a'],
  ['alter index base_b rename to base_other', 'alter index base_other rename to base_b'],
  ['alter table parts rename mood to feeling', 'alter table parts rename feeling to mood'],
  ['alter view v rename to w', 'alter view w rename to v'],
  ['alter view v rename one to uno', 'alter view v rename uno to one'],
  ['alter materialized view m rename to n', 'alter materialized view n rename to m'],
  ['alter materialized view m rename n to count', 'alter materialized view m rename count to n'],
  ['alter sequence app.numbers rename to digits', 'alter sequence app.digits rename to numbers'],
  ['alter type app.mood rename to feeling', 'alter type app.feeling rename to mood'],
  ['alter type app.mood set schema extra', 'alter type extra.mood set schema app'],
  [`alter type app.mood rename value 'sad' to 'down'`, `alter type app.mood rename value 'down' to 'sad'`],
  ['alter domain app.moody rename to moodier', 'alter domain app.moodier rename to moody'],
  ['alter domain app.small rename to little', 'alter domain app.little rename to small'],
  ['alter type app.pair rename to couple', 'alter type app.couple rename to pair'],
  [
    'alter type app.pair rename attribute b to c cascade',
    'alter type app.pair rename attribute c to b cascade',
  ],
  ['alter type app.span rename to width', 'alter type app.width rename to span'],
  ['alter function app.plus rename to sum_up', 'alter function app.sum_up rename to plus'],
  ['alter function app.plus set schema extra', 'alter function extra.plus set schema app'],
  ['alter function app.positive rename to above', 'alter function app.above rename to positive'],
  ['alter function app.first rename to head', 'alter function app.head rename to first'],
  ['alter function app.to_mood rename to as_mood', 'alter function app.as_mood rename to to_mood'],
  ['alter function app.touch rename to touched', 'alter function app.touched rename to touch'],
  ['alter function app.watch rename to watched', 'alter function app.watched rename to watch'],
  ['alter aggregate app.total(int) rename to whole', 'alter aggregate app.whole(int) rename to total'],
  ['alter operator app.## (int, int) set schema extra', 'alter operator extra.## (int, int) set schema app'],
  ['alter schema app rename to main', 'alter schema main rename to app'],
  [
    'create role mvc_named_c; grant select on base to mvc_named_c',
    'drop owned by mvc_named_c; drop role mvc_named_c',
  ],
  ['alter role mvc_named rename to mvc_named_b', 'alter role mvc_named_b rename to mvc_named'],
  ['alter table base add more int', 'alter table base drop more'],
  ['alter table u3 add id int', 'alter table u3 drop id'],
  ['alter table u1 add y int', 'alter table u1 drop y'],
  ['alter table base drop b cascade', 'alter table base add b text'],
  ['create or replace view wide as select id, a from base', 'drop view wide cascade'],
]

/** What prints a name, or columns, by a way round. */
const ROUNDABOUT: readonly (readonly [name: string, setup: string, change: string])[] = [
  [
    'a composite type with the row type of a relation',
    'create table a (n int); create type c as (x a)',
    'alter table a rename to b',
  ],
  [
    'a label in a constant of a composite type',
    `create type mood as enum ('sad'); create type pair as (a int, m mood);
     create view v as select '(1,sad)'::pair is null as x; create table t (p pair default '(1,sad)')`,
    `alter type mood rename value 'sad' to 'down'`,
  ],
  [
    'a label in the bound of a partition by a function',
    `create type mood as enum ('sad');
     create function f(int) returns mood language plpgsql immutable as $$ begin return 'sad'; end $$;
     create table p (n int) partition by list (f(n)); create table p1 partition of p for values in ('sad')`,
    `alter type mood rename value 'sad' to 'down'`,
  ],
  [
    'a column in a constant of a type that holds a row',
    `create table base (a int, b int); create type o as (r base);
     create view v as select '("(1,2)")'::o is null as x`,
    'alter table base add c int',
  ],
  [
    'an attribute in ROW of a composite type',
    'create type pair as (a int, b int); create table t (n int, check (n > (row(1, 2)::pair).a))',
    'alter type pair add attribute c int',
  ],
  [
    'an attribute that goes from a constant array',
    `create type pair as (a int, b int); create table t (p text default ('{"(1,2)"}'::pair[])::text)`,
    'alter type pair drop attribute b',
  ],
  [
    'an attribute in the alias of a function that gives what it is given',
    `create type item as (a int, b int); create table t (items item[]);
     create view v as select count(*) as n from t, unnest(items) i`,
    'alter type item drop attribute b',
  ],
  [
    'the first column of a relation without any',
    `create table u1 (id int); create table u2 (id int); create table z ();
     create view v as select id from (u1 full join u2 using (id)) cross join z`,
    'alter table z add id int',
  ],
  [
    'a call that a cast makes ambiguous',
    `create type mood as enum ('sad'); create table t (m mood); create view v as select max(m) as most from t`,
    'create cast (mood as text) with inout as implicit',
  ],
  [
    'where the columns of a type are stored',
    `create type mt; create function mt_in(cstring) returns mt language internal immutable strict as 'textin';
     create function mt_out(mt) returns cstring language internal immutable strict as 'textout';
     create type mt (input = mt_in, output = mt_out, storage = extended, like = text); create table t (a mt)`,
    'alter type mt set (storage = external)',
  ],
]

/** What stands on nothing else. */
const APART = 'table public.apart'

let database: TestDatabase
let reader: SnapshotReader

describe.each(['scan', 'WAL'])('where names are printed, by the %s, nothing is missed by', (how) => {
  verifySnapshots()
  let wal: Awaited<ReturnType<typeof openTestWatch>>

  beforeAll(async () => {
    database = await createTestDatabase()
    await database.query(own(SETUP))
    for (const sql of await newer()) await database.query(sql)
    wal = await openTestWatch()
    reader = await openSnapshots(
      database.target,
      { schema: null, name: 'alembic_version' },
      how === 'WAL' ? wal.watch : null,
    )
    await reader.take()
  })

  afterAll(async () => {
    await reader.close()
    await wal.close()
    await database.query(own('drop owned by mvc_named; drop role mvc_named'))
    await database.drop()
  })

  test.each(RENAMES)('%s', async (change, undo) => {
    const readsAll = async (): Promise<boolean> => {
      const before = await reader.take()
      for (const sql of [change, undo]) {
        await database.query(own(sql))
        await reader.take()
      }
      return (await reader.take()).objects.get(APART) !== before.objects.get(APART)
    }
    // Another test that renames a role at this moment has all read: then it is tried once more.
    const all = (await readsAll()) && (await readsAll())
    if (!/^alter (schema|role|operator) /.test(change)) expect(all).toBe(false)
  })

  test.each(ROUNDABOUT)('%s', async (_, setup, change) => {
    await database.query(`create schema round; set search_path = round; ${setup}`)
    await reader.take()
    await database.query(change)
    await reader.take()
    await database.query('drop schema round cascade; reset search_path')
    await reader.take()
  })
})
