import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import pg from 'pg'
import { equal, diff } from '../../src/diff/diff.js'
import { undoAll } from '../../src/fixes/undo.js'
import type { Snapshot } from '../../src/model/catalog.js'
import { openSnapshots, type SnapshotReader } from '../../src/snapshot/index.js'
import { BEST } from './best.js'

/** What stands before every case. */
const BASE = `
  create table usages (id bigint primary key, user_id bigint not null, note text);
  create materialized view daily as select user_id, count(*) as n from usages group by user_id;
  create unique index idx_daily on daily (user_id);
  create index "Idx n" on daily (n);
  comment on materialized view daily is 'It''s daily';
  comment on column daily.n is 'how many';
  grant select on daily to fixes_reader;
  create view top as select user_id from daily where n > 10;
  grant select on top to fixes_reader with grant option;
  create view "Odd Name" as select 1 as "order", 2 as b;
  create materialized view empty_one as select 1 as a with no data;
  create materialized view chosen as select id from usages where id::varchar in ('1', '2');
  create type status as enum ('new', 'it''s done');
  create function twice(n integer) returns integer language sql as 'select n * 2';
  create trigger stamp before update on usages for each row execute function suppress_redundant_updates_trigger();
  create statistics seen (dependencies) on user_id, n from daily;
  create rule quiet as on insert to top do instead nothing;
  create trigger shut instead of delete on top for each row execute function suppress_redundant_updates_trigger();
  create view total as select sum(twice(user_id::integer)) as total from usages;
  ${BEST};
  create sequence counter;
  alter table usages enable row level security;
  create policy own on usages for select to fixes_reader using (user_id = 7);
  create policy blank on usages using (note is null);`

/** What a downgrade did wrong, or an upgrade did that a fix must undo. */
const CASES: readonly [name: string, sql: string][] = [
  ['a materialized view lost, with everything on it', 'drop materialized view daily cascade'],
  ['a materialized view lost that chooses from a list', 'drop materialized view chosen'],
  ['an unpopulated materialized view lost', 'drop materialized view empty_one'],
  [
    'a materialized view left behind',
    'create materialized view more as select 1 as a; create index on more (a)',
  ],
  [
    'views on views left behind',
    'create view v1 as select 1 as a; create materialized view m2 as select a from v1; create view v3 as select a from m2',
  ],
  [
    'another definition, while a view stands on it',
    `drop function best; drop view top; drop materialized view daily; create materialized view daily as select user_id, 1::bigint as n from usages;
     create view top as select user_id from daily where n > 10`,
  ],
  ['an index lost', 'drop index idx_daily'],
  ['a plain index for a unique one', 'drop index idx_daily; create index idx_daily on daily (user_id)'],
  ['an index too many', 'create index one_more on daily (user_id, n)'],
  ['a comment lost', 'comment on materialized view daily is null'],
  ['another comment on a column', `comment on column daily.n is 'other'`],
  ['a comment on an index', `comment on index idx_daily is 'new'`],
  [
    "grants on PostgreSQL's own objects",
    `grant select on pg_authid to fixes_reader; revoke execute on function pg_catalog.pg_sleep(float8) from public;
     grant usage on schema pg_catalog to fixes_reader with grant option; revoke usage on language sql from public`,
  ],
  ['a grant lost', 'revoke select on daily from fixes_reader'],
  [
    'another grant',
    'revoke select on daily from fixes_reader; grant insert on daily to fixes_reader; grant select on daily to public',
  ],
  ['a grant option lost', 'revoke grant option for select on top from fixes_reader'],
  ['another owner', 'alter materialized view daily owner to fixes_reader'],
  ['not filled, though it was', 'refresh materialized view daily with no data'],
  [
    'options',
    'alter materialized view daily set (fillfactor = 70); alter view top set (security_barrier = true)',
  ],
  ['a statistics target', 'alter materialized view daily alter column n set statistics 500'],
  [
    'a view that only got columns and must lose them',
    'create or replace view top as select user_id, user_id + 1 as next from daily',
  ],
  ['a view with another definition', 'create or replace view top as select user_id from daily where n > 99'],
  ['a name that needs quotes', 'drop view "Odd Name"; create view "Odd Name" as select 1 as "order"'],
  [
    'a view where a materialized view stood',
    'drop materialized view daily cascade; create view daily as select 1 as user_id',
  ],
  ['an enum type left behind, and one lost', `create type mood as enum ('a'); drop type status`],
  [
    'a function rewritten',
    `create or replace function twice(n integer) returns integer language sql as 'select n + n + 0'`,
  ],
  [
    'a function with another result',
    `drop function twice cascade; create function twice(n integer) returns bigint language sql as 'select 2::bigint'`,
  ],
  ['a trigger lost', 'drop trigger stamp on usages'],
  [
    'a table left behind with what hangs on it',
    'create table child (id serial primary key, usage bigint references usages)',
  ],
  ['a column too many', 'alter table usages add column extra text default 1'],
  [
    'a column altered',
    `alter table usages alter column note set default 'x', alter column user_id drop not null; comment on column usages.note is 'c'`,
  ],
  [
    'a constraint too many, and one altered',
    'alter table usages add constraint positive check (id > 0), add unique (note)',
  ],
  ['a constraint lost', 'alter table usages drop constraint usages_pkey'],
  ['a schema left behind', 'create schema other; create table other.t (a integer)'],
  [
    'a table for a materialized view, with a view on it',
    `drop function best; drop view top; drop materialized view daily; create table daily (user_id bigint, n bigint);
     create view top as select user_id from daily where n > 10`,
  ],
  [
    'a type of a column changed of which a policy speaks',
    'drop policy blank on usages; alter table usages alter note type varchar(9); create policy blank on usages using (note is null)',
  ],
  [
    'a materialized view renamed, with another view on it',
    'drop view top; alter materialized view daily rename to kept; create view top as select n from kept; create view more as select n from top',
  ],
  ['a label renamed', `alter type status rename value 'new' to 'old'`],
  ['a sequence that counts otherwise', 'alter sequence counter increment 7 maxvalue 1000 cycle'],
  ['a sequence of another type', 'alter sequence counter as integer'],
  [
    'settings of a table',
    'alter table usages disable row level security, replica identity full; alter table usages set unlogged',
  ],
  [
    'kinds that are seldom made left behind',
    `create operator class odd for type int using hash as operator 1 =; create collation plain (provider = libc, locale = 'C');
     create aggregate all_of(integer) (sfunc = int4pl, stype = integer); create operator <<> (leftarg = int, rightarg = int, function = int4eq);
     create foreign data wrapper far; create server away foreign data wrapper far; create foreign table there (a int) server away;
     create cast (text as boolean) with inout; create publication told for table usages; create text search configuration words (copy = simple)`,
  ],
  ['statistics lost', 'drop statistics seen'],
  [
    'statistics of another sort, and some too many',
    `drop statistics seen; create statistics seen (mcv) on user_id, n from daily;
     create statistics more on user_id, note from usages`,
  ],
  ['settings of statistics', `alter statistics seen set statistics 7; comment on statistics seen is 'x'`],
  ['a rule lost', 'drop rule quiet on top'],
  [
    'another rule, and a comment on a trigger',
    `create or replace rule quiet as on insert to top do also nothing; comment on trigger shut on top is 'x'`,
  ],
  ['a trigger that no longer fires', 'alter table usages disable trigger stamp'],
  [
    'another policy',
    'drop policy own on usages; create policy own on usages as restrictive using (true) with check (id > 0)',
  ],
  ['a grant on a column', 'grant select (n), update (n) on daily to fixes_reader'],
  [
    'a materialized view changed on which a function stands',
    'drop function best; drop view top; drop materialized view daily; create materialized view daily as select 1::bigint as user_id, 2::bigint as n',
  ],
  [
    'a function changed on which a view stands',
    `drop view total; drop function twice; create function twice(n integer) returns bigint language sql as 'select 2::bigint';
     create view total as select sum(twice(user_id::integer)) as total from usages`,
  ],
  [
    'a type of a column changed on which views stand',
    `drop policy own on usages; drop function best; drop view total, top; drop materialized view daily; alter table usages alter user_id type numeric;
     create materialized view daily as select user_id, count(*) as n from usages group by user_id; create view top as select user_id from daily where n > 10`,
  ],
  [
    'a type left behind that a view uses',
    `create type mood as enum ('a'); create or replace view top as select user_id from daily where 'a'::mood < 'a'`,
  ],
  [
    'a view that reads one that was left behind',
    'create view more as select 1 as a; create or replace view total as select sum(a) as total from more',
  ],
]

/** A name that was not given back: to drop the one and make the other anew would lose its rows, or what stands on it. */
const RENAMED: readonly [name: string, sql: string, fix: readonly string[]][] = [
  [
    'a materialized view',
    'alter materialized view daily rename to kept',
    ['ALTER MATERIALIZED VIEW public.kept RENAME TO daily'],
  ],
  [
    'a materialized view that was made anew',
    `drop materialized view empty_one; create materialized view kept as select 1 as a with no data`,
    ['ALTER MATERIALIZED VIEW public.kept RENAME TO empty_one'],
  ],
  ['an index', 'alter index "Idx n" rename to kept', ['ALTER INDEX public.kept RENAME TO "Idx n"']],
  ['a table', 'alter table usages rename to kept', ['ALTER TABLE public.kept RENAME TO usages']],
  [
    'a column',
    'alter table usages rename user_id to kept',
    ['ALTER TABLE public.usages RENAME COLUMN kept TO user_id'],
  ],
  [
    'a constraint',
    'alter table usages rename constraint usages_pkey to kept',
    ['ALTER TABLE public.usages RENAME CONSTRAINT kept TO usages_pkey'],
  ],
  [
    'a trigger',
    'alter trigger stamp on usages rename to kept',
    ['ALTER TRIGGER kept ON public.usages RENAME TO stamp'],
  ],
  [
    'a view in another schema',
    'create schema other; alter view total set schema other',
    ['ALTER VIEW other.total SET SCHEMA public', 'DROP SCHEMA other'],
  ],
  [
    'a table and a column of it',
    'alter table usages rename user_id to kept_id; alter table usages rename to kept',
    ['ALTER TABLE public.kept RENAME COLUMN kept_id TO user_id', 'ALTER TABLE public.kept RENAME TO usages'],
  ],
  [
    'a view, with another comment',
    `alter view top rename to kept; comment on view kept is 'x'`,
    ['ALTER VIEW public.kept RENAME TO top', 'COMMENT ON VIEW public.top IS NULL'],
  ],
]

/** What no fix gives back, so that none is told: `setup` stands before, besides BASE. */
const WITHOUT: readonly [name: string, setup: string, sql: string][] = [
  [
    'a grant that another gave than the owner',
    `grant usage on schema public to fixes_other; grant insert on daily to fixes_other with grant option;
     set role fixes_other; grant insert on daily to public; reset role`,
    'revoke insert on daily from fixes_other cascade',
  ],
  ['a view whose rule had a comment', `comment on rule "_RETURN" on top is 'x'`, 'drop view top'],
  [
    'a materialized view that an extension would take with it',
    'alter materialized view daily depends on extension plpgsql',
    'drop materialized view daily cascade',
  ],
  [
    'an index that an extension would take with it',
    'alter index idx_daily depends on extension plpgsql',
    'drop index idx_daily',
  ],
]

const url = new URL(process.env['TEST_DATABASE_URL'] ?? '')
let admin: pg.Client
beforeAll(async () => {
  admin = new pg.Client({ connectionString: url.href })
  await admin.connect()
  await admin.query(
    'drop role if exists fixes_reader, fixes_other; create role fixes_reader superuser; create role fixes_other',
  )
})
afterAll(async () => {
  await admin.query('drop role fixes_reader, fixes_other')
  await admin.end()
})

async function inDatabase(name: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const { host, port, user, password } = admin
  const client = new pg.Client({ host, port, user, password, database: name })
  await admin.query(`create database ${name}`)
  try {
    await client.connect()
    await work(client)
  } finally {
    await client.end()
    await admin.query(`drop database ${name} with (force)`)
  }
}

/** Takes a database from BASE and `setup` on with `sql`; `work` gets the changes and the snapshots' reader. */
async function changed(
  database: string,
  setup: string,
  sql: string,
  work: (client: pg.Client, reader: SnapshotReader, before: Snapshot, after: Snapshot) => Promise<void>,
): Promise<void> {
  await inDatabase(database, async (client) => {
    const { host, port, user } = admin
    const password = String(admin.password ?? '')
    const target = { host, port, user: user ?? '', password, sslmode: null, database }
    await client.query(`${BASE} ${setup}`)
    const reader = await openSnapshots(target, { schema: null, name: 'alembic_version' }, null)
    const before = await reader.take()
    await client.query(sql)
    const after = await reader.take()
    expect(equal(before, after)).toBe(false)
    await work(client, reader, before, after)
    await reader.close()
  })
}

describe('the fix gives back exactly what stood before', () => {
  test.each(CASES.map(([name, sql], index) => ({ name, sql, index })))('$name', async ({ sql, index }) => {
    await changed(`fixes_${process.pid}_${index}`, '', sql, async (client, reader, before, after) => {
      const fix = undoAll(diff(before, after), before)
      for (const statement of fix ?? ['fail: no fix']) await client.query(statement)
      expect(diff(before, await reader.take())).toEqual([])
    })
  })
})

test('a text that is too long for the former type is refused, not cut', async () => {
  const [setup, sql] = [
    'alter table usages add code varchar(5)',
    'alter table usages alter code type varchar(9)',
  ]
  await changed(`fixes_${process.pid}_long`, setup, sql, async (client, _reader, before, after) => {
    await client.query(`insert into usages values (1, 1, '', 'too long')`)
    const fix = undoAll(diff(before, after), before) ?? []
    await expect(client.query(fix.join('; '))).rejects.toThrow('value too long')
  })
})

describe('a former name is given back by RENAME', () => {
  test.each(RENAMED.map(([name, sql, fix], index) => ({ name, sql, fix, index })))(
    '$name',
    async ({ sql, fix, index }) => {
      await changed(`renamed_${process.pid}_${index}`, '', sql, async (client, reader, before, after) => {
        expect(undoAll(diff(before, after), before)).toEqual(fix)
        for (const statement of fix) await client.query(statement)
        expect(diff(before, await reader.take())).toEqual([])
      })
    },
  )
})

describe('no fix is told that would give back less', () => {
  test.each(WITHOUT.map(([name, setup, sql], index) => ({ name, setup, sql, index })))(
    '$name',
    async ({ setup, sql, index }) => {
      await changed(
        `unfixed_${process.pid}_${index}`,
        setup,
        sql,
        async (_client, _reader, before, after) => {
          expect(undoAll(diff(before, after), before)).toBeNull()
        },
      )
    },
  )
})
