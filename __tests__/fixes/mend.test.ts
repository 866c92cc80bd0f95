import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import pg from 'pg'
import { equal, diff } from '../../src/diff/diff.js'
import { undoAll } from '../../src/fixes/undo.js'
import type { Snapshot } from '../../src/model/catalog.js'
import { openSnapshots, type SnapshotReader } from '../../src/snapshot/index.js'

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
  create type status as enum ('new', 'it''s done');
  create function twice(n integer) returns integer language sql as 'select n * 2';
  create trigger stamp before update on usages for each row execute function suppress_redundant_updates_trigger();`

/** What a downgrade did wrong, or an upgrade did that a fix must undo. */
const CASES: readonly [name: string, sql: string][] = [
  ['a materialized view lost, with everything on it', 'drop view top; drop materialized view daily'],
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
    `drop view top; drop materialized view daily; create materialized view daily as select user_id, 1::bigint as n from usages;
     create view top as select user_id from daily where n > 10`,
  ],
  ['an index lost', 'drop index idx_daily'],
  ['a plain index for a unique one', 'drop index idx_daily; create index idx_daily on daily (user_id)'],
  ['an index too many', 'create index one_more on daily (user_id, n)'],
  ['a comment lost', 'comment on materialized view daily is null'],
  ['another comment on a column', `comment on column daily.n is 'other'`],
  ['a comment on an index', `comment on index idx_daily is 'new'`],
  ['a grant lost', 'revoke select on daily from fixes_reader'],
  [
    'another grant',
    'revoke select on daily from fixes_reader; grant insert on daily to fixes_reader; grant select on daily to public',
  ],
  ['a grant option lost', 'revoke grant option for select on top from fixes_reader'],
  ['another owner', 'alter materialized view daily owner to fixes_reader'],
  ['filled, though it was not', 'refresh materialized view empty_one'],
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
    `drop function twice; create function twice(n integer) returns bigint language sql as 'select 2::bigint'`,
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
    'drop view top; drop materialized view daily',
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
