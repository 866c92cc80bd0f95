import type { SnapshotCase, Topic } from './case.js'

/** Two objects of every kind, so that a reader who gives both the same properties is found out. */
const setup = `
create role mvc_reader_a; create role mvc_reader_b;
create schema app; create schema other;
create type app.mood as enum ('sad', 'happy'); create type app.pair as (a int, b text);
create domain app.positive as int check (value > 0);
create table users (id bigserial primary key, email text not null, mood app.mood default 'sad');
create table usages (id int primary key, user_id bigint references users, at timestamp not null default now(), n int check (n >= 0));
create unique index idx_email on users (lower(email));
create index idx_usages on usages (user_id, at) where n > 1;
create view v_users as select id, email from users;
create view v_moods with (security_barrier) as select mood, count(*) from users group by mood;
create materialized view daily as select user_id, at::date as day, count(*) as n from usages group by 1, 2;
create materialized view other.totals as select count(*) as n from users with no data;
create unique index idx_daily on daily (user_id, day);
create index idx_daily_day on daily (day);
create sequence app.counter start 5; create sequence app.second increment 2;
create function app.one() returns int language sql as 'select 1';
create function app.one(int) returns int language sql as 'select $1';
create procedure app.act() language sql as 'select 1';
create function app.touch() returns trigger language plpgsql as 'begin return new; end';
create trigger touch_users before update on users for each row execute function app.touch();
create trigger touch_usages before update on usages for each row execute function app.touch();
create table measures (at date not null, v int) partition by range (at);
create table measures_2026 partition of measures for values from ('2026-01-01') to ('2027-01-01');
comment on materialized view daily is 'per day'; comment on index idx_daily is 'for refresh';
grant select on daily to mvc_reader_a;
`

const cases: readonly SnapshotCase[] = [
  {
    name: 'a materialized view dropped takes its indexes with it',
    change: 'drop materialized view daily',
    says: [
      'removed materialized view public.daily (removed index public.idx_daily, removed index public.idx_daily_day)',
    ],
    undo: `create materialized view daily as select user_id, at::date as day, count(*) as n from usages group by 1, 2;
      create unique index idx_daily on daily (user_id, day); create index idx_daily_day on daily (day);
      comment on materialized view daily is 'per day'; comment on index idx_daily is 'for refresh';
      grant select on daily to mvc_reader_a`,
  },
  {
    name: 'a materialized view made anew without its unique index, grant and comment',
    change: `drop materialized view daily;
      create materialized view daily as select user_id, at::date as day, count(*) as n from usages group by 1, 2;
      create index idx_daily_day on daily (day)`,
    says: ['altered materialized view public.daily: comment, grants (removed index public.idx_daily)'],
    undo: `create unique index idx_daily on daily (user_id, day); comment on index idx_daily is 'for refresh';
      comment on materialized view daily is 'per day'; grant select on daily to mvc_reader_a`,
  },
  {
    name: 'a unique index made plain',
    change: 'drop index idx_daily; create index idx_daily on daily (user_id, day)',
    says: ['altered index public.idx_daily: comment, definition'],
    undo: `drop index idx_daily; create unique index idx_daily on daily (user_id, day);
      comment on index idx_daily is 'for refresh'`,
  },
  {
    name: 'populating a materialized view',
    change: 'refresh materialized view other.totals',
    says: ['altered materialized view other.totals: populated'],
    undo: 'refresh materialized view other.totals with no data',
  },
  {
    name: 'a materialized view that became a table',
    change: 'drop materialized view other.totals; create table other.totals (n bigint)',
    says: ['replaced materialized view other.totals by table (added column other.totals.n)'],
    undo: `drop table other.totals; create materialized view other.totals as select count(*) as n from users with no data`,
  },
  {
    name: 'grants, owner and options of a materialized view',
    change: `grant insert on daily to mvc_reader_b; alter materialized view other.totals owner to mvc_reader_a;
      alter materialized view daily set (autovacuum_enabled = false)`,
    says: [
      'altered materialized view other.totals: owner',
      'altered materialized view public.daily: grants, options',
    ],
    undo: `revoke insert on daily from mvc_reader_b; alter materialized view other.totals owner to current_user;
      alter materialized view daily reset (autovacuum_enabled)`,
  },
  {
    name: 'GRANT then REVOKE is nothing',
    change: 'grant all on users, v_users to mvc_reader_b; revoke all on users, v_users from mvc_reader_b',
    says: [],
    undo: 'select 1',
  },
  {
    name: 'revoking what PostgreSQL gives by default is told',
    change: 'revoke execute on function app.one() from public',
    says: ['altered function app.one(): revoked'],
    undo: 'grant execute on function app.one() to public',
  },
  {
    name: 'a column added and dropped again, and a sequence moved, are nothing',
    change: `alter table users add extra int; alter table users drop extra; select nextval('app.counter')`,
    says: [],
    undo: 'select 1',
  },
  {
    name: 'columns in another order are a minor difference',
    change: 'alter table usages drop n cascade; alter table usages drop at cascade',
    says: [
      'removed column public.usages.at',
      'removed column public.usages.n',
      'removed constraint public.usages.usages_n_check',
      'removed index public.idx_usages',
      'removed materialized view public.daily (removed index public.idx_daily, removed index public.idx_daily_day)',
    ],
    undo: `alter table usages add n int check (n >= 0); alter table usages add at timestamp not null default now();
      create index idx_usages on usages (user_id, at) where n > 1;
      create materialized view daily as select user_id, at::date as day, count(*) as n from usages group by 1, 2;
      create unique index idx_daily on daily (user_id, day); create index idx_daily_day on daily (day);
      comment on materialized view daily is 'per day'; comment on index idx_daily is 'for refresh';
      grant select on daily to mvc_reader_a`,
  },
  {
    name: 'a table dropped takes its columns, constraints and sequence with it',
    change: 'create table extra (id serial primary key)',
    says: [
      'added table public.extra (added column public.extra.id (added sequence public.extra_id_seq), added constraint public.extra.extra_pkey)',
    ],
    undo: 'drop table extra',
  },
  {
    name: 'a column, its default, type, null and a check',
    change: `alter table users alter mood set default 'happy'; alter table usages alter n type bigint;
      alter table usages alter n set not null; alter table usages add constraint big check (n < 9)`,
    says: [
      'added constraint public.usages.big',
      'altered column public.usages.n: not_null, type',
      'altered column public.users.mood: default',
    ],
    undo: `alter table users alter mood set default 'sad'; alter table usages alter n type int;
      alter table usages alter n drop not null; alter table usages drop constraint big`,
  },
  {
    name: 'views: definition, options, comment',
    change: `create or replace view v_users as select id, email from users where id > 0;
      alter view v_moods reset (security_barrier); comment on column v_users.id is 'the user'`,
    says: ['altered view public.v_moods: options', 'altered view public.v_users: columns, definition'],
    undo: `create or replace view v_users as select id, email from users; alter view v_moods set (security_barrier);
      comment on column v_users.id is null`,
  },
  {
    name: 'a grant on a composite type, whose row in pg_type alone changes',
    change: `revoke usage on type app.pair from public; grant usage on type app.pair to mvc_reader_a`,
    says: ['altered type app.pair: grants, revoked'],
    undo: `revoke usage on type app.pair from mvc_reader_a; grant usage on type app.pair to public`,
  },
  {
    name: 'types: a label, an attribute, a domain',
    change: `alter type app.pair add attribute c int; alter domain app.positive set default 3;
      create type app.other as enum ('a')`,
    says: ['added type app.other', 'altered type app.pair: attributes', 'altered type app.positive: default'],
    undo: `alter type app.pair drop attribute c; alter domain app.positive drop default; drop type app.other`,
  },
  {
    name: 'functions, procedures and triggers',
    change: `create or replace function app.one(int) returns int language sql as 'select $1 + 1';
      drop procedure app.act; alter table users disable trigger touch_users; drop trigger touch_usages on usages`,
    says: [
      'altered function app.one(integer): definition',
      'altered trigger public.users.touch_users: enabled',
      'removed procedure app.act()',
      'removed trigger public.usages.touch_usages',
    ],
    undo: `create or replace function app.one(int) returns int language sql as 'select $1';
      create procedure app.act() language sql as 'select 1'; alter table users enable trigger touch_users;
      create trigger touch_usages before update on usages for each row execute function app.touch()`,
  },
  {
    name: 'schemas and sequences',
    change: `create schema third; comment on schema other is 'x'; alter sequence app.second increment 3`,
    says: ['added schema third', 'altered schema other: comment', 'altered sequence app.second: increment'],
    undo: `drop schema third; comment on schema other is null; alter sequence app.second increment 2`,
  },
  {
    name: 'partitions and their bounds',
    change: `alter table measures detach partition measures_2026`,
    says: ['altered table public.measures_2026: inherits, partition_bound'],
    until: 17,
    undo: `alter table measures attach partition measures_2026 for values from ('2026-01-01') to ('2027-01-01')`,
  },
  {
    name: 'partitions and their bounds; the NOT NULL constraint keeps the name it has from its parent',
    change: `alter table measures detach partition measures_2026`,
    says: [
      'altered column public.measures_2026.at: not_null_name',
      'altered table public.measures_2026: inherits, partition_bound',
    ],
    since: 18,
    undo: `alter table measures attach partition measures_2026 for values from ('2026-01-01') to ('2027-01-01')`,
  },
]

export const base: Topic = { setup, cases }
