import type { SnapshotCase, Topic } from './case.js'

/** What ties the user's objects to an extension. plpgsql is there in every database. */
const setup = `
create schema ext; create table ext.one (id int primary key, at date); create view ext.v_one as select id from ext.one;
create table ext.two (id serial primary key, at date check (at > '2026-01-01')); create index two_at on ext.two (at);
create table ext.member (id int); create table ext.other (id int); create sequence ext.numbers; create function ext.act() returns int language sql as 'select 1';
create foreign data wrapper ext_away; alter extension plpgsql add foreign data wrapper ext_away;
alter extension plpgsql add table ext.member; alter extension plpgsql add table ext.other; alter extension plpgsql add sequence ext.numbers; alter extension plpgsql add function ext.act();
create trigger touch_two before update on ext.two for each row execute function app.touch();
`

const cases: readonly SnapshotCase[] = [
  {
    name: 'the comment of the extension that initdb made',
    change: `comment on extension plpgsql is 'mine'`,
    says: ['altered extension plpgsql: comment'],
    undo: `comment on extension plpgsql is 'PL/pgSQL procedural language'`,
  },
  {
    name: 'what is dropped together with an extension',
    change: `alter trigger touch_users on users depends on extension plpgsql; alter index idx_daily depends on extension plpgsql;
      alter materialized view daily depends on extension plpgsql; alter index usages_pkey depends on extension plpgsql;
      alter function app.one() depends on extension plpgsql; alter procedure app.act() depends on extension plpgsql;
      alter routine app.total(int) depends on extension plpgsql`,
    says: [
      'altered aggregate app.total(integer): depends_on_extensions',
      'altered constraint public.usages.usages_pkey: index_depends_on_extensions',
      'altered function app.one(): depends_on_extensions',
      'altered index public.idx_daily: depends_on_extensions',
      'altered materialized view public.daily: depends_on_extensions',
      'altered procedure app.act(): depends_on_extensions',
      'altered trigger public.users.touch_users: depends_on_extensions',
    ],
    undo: `alter trigger touch_users on users no depends on extension plpgsql; alter index idx_daily no depends on extension plpgsql;
      alter materialized view daily no depends on extension plpgsql; alter index usages_pkey no depends on extension plpgsql;
      alter function app.one() no depends on extension plpgsql; alter procedure app.act() no depends on extension plpgsql;
      alter routine app.total(int) no depends on extension plpgsql`,
  },
  {
    name: 'what becomes a member of an extension, which is left out from then on',
    change: `alter extension plpgsql add function app.one(); alter extension plpgsql add type app.mood;
      alter extension plpgsql add type app.pair; alter extension plpgsql add view ext.v_one;
      alter extension plpgsql add materialized view daily; alter extension plpgsql add table ext.two;
      alter extension plpgsql add sequence app.counter; alter extension plpgsql add schema other;
      alter extension plpgsql add aggregate app.largest(int)`,
    says: [
      'removed aggregate app.largest(integer)',
      'removed function app.one()',
      'removed materialized view public.daily (removed index public.idx_daily, removed index public.idx_daily_day)',
      'removed schema other',
      'removed security label test on type app.mood',
      'removed sequence app.counter',
      'removed table ext.two (removed column ext.two.at, removed column ext.two.id, removed constraint ext.two.two_at_check, ' +
        'removed constraint ext.two.two_pkey, removed index ext.two_at, removed trigger ext.two.touch_two)',
      'removed type app.mood',
      'removed type app.pair',
      'removed view ext.v_one',
    ],
    undo: `alter extension plpgsql drop function app.one(); alter extension plpgsql drop type app.mood;
      alter extension plpgsql drop type app.pair; alter extension plpgsql drop view ext.v_one;
      alter extension plpgsql drop materialized view daily; alter extension plpgsql drop table ext.two;
      alter extension plpgsql drop sequence app.counter; alter extension plpgsql drop schema other;
      alter extension plpgsql drop aggregate app.largest(int)`,
  },
  {
    name: 'what is granted on a table that is a member of an extension, and on a column of one',
    change: `grant select on ext.member to mvc_reader_a; grant update (id) on ext.other to mvc_reader_b`,
    says: ['added privileges on table column ext.other.id', 'added privileges on table ext.member'],
    undo: `revoke select on ext.member from mvc_reader_a; revoke update (id) on ext.other from mvc_reader_b`,
  },
  {
    name: 'what is granted on members of an extension',
    change: `grant select on ext.member to mvc_reader_a; grant usage on sequence ext.numbers to mvc_reader_a;
      revoke execute on function ext.act() from public; grant usage on foreign data wrapper ext_away to mvc_reader_a`,
    says: [
      'added privileges on foreign-data wrapper ext_away',
      'added privileges on function ext.act()',
      'added privileges on sequence ext.numbers',
      'added privileges on table ext.member',
    ],
    undo: `revoke select on ext.member from mvc_reader_a; revoke usage on sequence ext.numbers from mvc_reader_a;
      grant execute on function ext.act() to public; revoke usage on foreign data wrapper ext_away from mvc_reader_a`,
  },
]

export const extension: Topic = { setup, cases }
