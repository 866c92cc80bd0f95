import type { SnapshotCase, Topic } from './case.js'

/** What hangs on relations: constraints, indexes, rules, triggers, policies, statistics. */
const setup = `
create schema att; create table att.one (a int not null, b int, c text, r int4range, unique (b)); create table att.two (a int primary key, b int, c text);
create table att.log (a int);
alter table att.one add constraint one_two foreign key (b) references att.two; alter table att.two add constraint two_b check (b > 0);
create index by_expression on att.one (lower(c), (a + b)); create index by_c on att.two (c) include (b);
create rule one_log as on insert to att.one do also insert into att.log values (new.a);
create rule two_log as on delete to att.two do also insert into att.log values (old.a);
create policy one_a on att.one for select to mvc_reader_a using (a > 0); create policy two_a on att.two using (a > 0) with check (a > 1);
create statistics att.s_one on a, b from att.one; create statistics att.s_two (ndistinct) on a, b from att.two;
create table att.parts (at int not null, v int) partition by list (at);
create table att.part_1 partition of att.parts for values in (1); create table att.part_2 partition of att.parts for values in (2);
create trigger touch after update on att.parts for each row execute function app.touch();
create constraint trigger later after update on att.one deferrable initially deferred for each row execute function app.touch();
`

const cases: readonly SnapshotCase[] = [
  {
    name: 'constraints of every sort',
    change: `alter table att.one add constraint k_key unique (a, c) deferrable; alter table att.one add constraint k_check check (a > 1) no inherit not valid;
      alter table att.one add constraint k_pkey primary key (a) include (b) with (fillfactor = 70); alter table att.one add constraint k_excl exclude using gist (r with &&);
      alter table att.one add constraint k_fkey foreign key (a) references att.two on delete cascade deferrable initially deferred not valid`,
    says: ['check', 'excl', 'fkey', 'key', 'pkey'].map((name) => `added constraint att.one.k_${name}`),
    undo: `alter table att.one drop constraint k_key, drop constraint k_check, drop constraint k_pkey, drop constraint k_excl, drop constraint k_fkey`,
  },
  {
    name: 'a foreign key that is deferrable, or not valid, or not enforced by triggers',
    change: `alter table att.one alter constraint one_two deferrable; alter table att.two disable trigger all;
      alter table att.two drop constraint two_b; alter table att.two add constraint two_b check (b > 0) not valid`,
    says: [
      'altered constraint att.one.one_two: definition',
      'altered constraint att.two.two_b: definition',
      'altered table att.two: trigger_states',
    ],
    undo: `alter table att.one alter constraint one_two not deferrable; alter table att.two enable trigger all;
      alter table att.two validate constraint two_b`,
  },
  {
    name: 'a constraint that is not enforced',
    change: `alter table att.one alter constraint one_two not enforced; alter table att.two drop constraint two_b;
      alter table att.two add constraint two_b check (b > 0) not enforced`,
    says: ['altered constraint att.one.one_two: definition', 'altered constraint att.two.two_b: definition'],
    undo: `alter table att.one alter constraint one_two enforced; alter table att.two drop constraint two_b;
      alter table att.two add constraint two_b check (b > 0)`,
    since: 18,
  },
  {
    name: 'a column of a foreign key set null on delete',
    change: `alter table att.one add constraint k_fkey foreign key (a) references att.two on delete set null (a)`,
    says: ['added constraint att.one.k_fkey'],
    undo: 'alter table att.one drop constraint k_fkey',
    since: 15,
  },
  {
    name: 'comments on constraints, on the index behind one, and on rules, triggers, policies and statistics',
    change: `comment on constraint one_two on att.one is 'x'; comment on index att.two_pkey is 'x'; comment on rule one_log on att.one is 'x';
      comment on trigger touch on att.parts is 'x'; comment on policy one_a on att.one is 'x'; comment on statistics att.s_one is 'x'`,
    says: [
      'altered constraint att.one.one_two: comment',
      'altered constraint att.two.two_pkey: index_comment',
      'altered policy att.one.one_a: comment',
      'altered rule att.one.one_log: comment',
      'altered statistics object att.s_one: comment',
      'altered trigger att.parts.touch: comment',
    ],
    undo: `comment on constraint one_two on att.one is null; comment on index att.two_pkey is null; comment on rule one_log on att.one is null;
      comment on trigger touch on att.parts is null; comment on policy one_a on att.one is null; comment on statistics att.s_one is null`,
  },
  {
    name: 'indexes: method, order, operator class, collation, INCLUDE, predicate',
    change: `drop index att.by_expression; create index by_expression on att.one using hash (lower(c)); drop index att.by_c;
      create index by_c on att.two (c collate "C" text_pattern_ops desc nulls last) where b > 1`,
    says: ['altered index att.by_c: definition', 'altered index att.by_expression: definition'],
    undo: `drop index att.by_expression; create index by_expression on att.one (lower(c), (a + b)); drop index att.by_c;
      create index by_c on att.two (c) include (b)`,
  },
  {
    name: 'indexes: statistics target of an expression, clustered, options, comment',
    change: `alter index att.by_expression alter column 2 set statistics 100; alter table att.two cluster on by_c;
      alter index att.by_expression set (fillfactor = 60); comment on index att.by_c is 'x'`,
    says: [
      'altered index att.by_c: clustered, comment',
      'altered index att.by_expression: definition, statistics',
    ],
    undo: `alter index att.by_expression alter column 2 set statistics -1; alter table att.two set without cluster;
      alter index att.by_expression reset (fillfactor); comment on index att.by_c is null`,
  },
  {
    name: 'constraints: clustered, options and replica identity of the index behind one',
    change: `alter table att.two cluster on two_pkey; alter index att.one_b_key set (fillfactor = 60);
      alter table att.two replica identity using index two_pkey`,
    says: [
      'altered constraint att.one.one_b_key: index_options',
      'altered constraint att.two.two_pkey: clustered, replica_identity',
      'altered table att.two: replica_identity',
    ],
    undo: `alter table att.two set without cluster; alter index att.one_b_key reset (fillfactor); alter table att.two replica identity default`,
  },
  {
    name: 'NULLS NOT DISTINCT',
    change:
      'create unique index u_one on att.one (c) nulls not distinct; alter table att.two add constraint u_two unique nulls not distinct (c)',
    says: ['added constraint att.two.u_two', 'added index att.u_one'],
    undo: 'drop index att.u_one; alter table att.two drop constraint u_two',
    since: 15,
  },
  {
    name: 'an index of a partitioned table and that of its partition',
    change:
      'create index by_v on only att.parts (v); create index part_v on att.part_1 (v); alter index att.by_v attach partition att.part_v',
    says: ['added index att.by_v', 'added index att.part_v'],
    undo: 'drop index att.by_v',
  },
  {
    name: 'rules: definition, enabled, one less',
    change: `create or replace rule one_log as on insert to att.one do also insert into att.log values (new.b);
      alter table att.two disable rule two_log; create rule v_rule as on insert to v_users do instead nothing`,
    says: [
      'added rule public.v_users.v_rule',
      'altered rule att.one.one_log: definition',
      'altered rule att.two.two_log: enabled',
    ],
    undo: `create or replace rule one_log as on insert to att.one do also insert into att.log values (new.a);
      alter table att.two enable rule two_log; drop rule v_rule on v_users`,
  },
  {
    name: 'triggers: always, for replicas, on a view',
    change: `alter table users enable always trigger touch_users; alter table usages enable replica trigger touch_usages;
      create trigger instead instead of insert on v_users for each row execute function app.touch(); drop trigger later on att.one`,
    says: [
      'added trigger public.v_users.instead',
      'altered trigger public.usages.touch_usages: enabled',
      'altered trigger public.users.touch_users: enabled',
      'removed trigger att.one.later',
    ],
    undo: `alter table users enable trigger touch_users; alter table usages enable trigger touch_usages; drop trigger instead on v_users;
      create constraint trigger later after update on att.one deferrable initially deferred for each row execute function app.touch()`,
  },
  {
    name: 'the trigger that a partition has from its parent, disabled',
    change: 'alter table att.part_1 disable trigger touch',
    says: ['altered table att.part_1: trigger_states'],
    undo: 'alter table att.part_1 enable trigger touch',
  },
  {
    name: 'policies: roles, expressions, command, permissive',
    change: `alter policy one_a on att.one to mvc_reader_b, public; alter policy two_a on att.two using (a > 5) with check (a > 6);
      create policy three on att.two as restrictive for update using (true)`,
    says: [
      'added policy att.two.three',
      'altered policy att.one.one_a: roles',
      'altered policy att.two.two_a: using, with_check',
    ],
    undo: `alter policy one_a on att.one to mvc_reader_a; alter policy two_a on att.two using (a > 0) with check (a > 1); drop policy three on att.two`,
  },
  {
    name: 'statistics objects: definition, target, owner',
    change: `drop statistics att.s_one; create statistics att.s_one (mcv) on a, c from att.one; alter statistics att.s_two set statistics 7;
      alter statistics att.s_two owner to mvc_reader_a; create statistics att.s_three on a, b from rel.m_one`,
    says: [
      'added statistics object att.s_three',
      'altered statistics object att.s_one: definition',
      'altered statistics object att.s_two: owner, statistics',
    ],
    undo: `drop statistics att.s_one; create statistics att.s_one on a, b from att.one; alter statistics att.s_two set statistics -1;
      alter statistics att.s_two owner to current_user; drop statistics att.s_three`,
  },
  {
    name: 'comments on the rules that make a view and a materialized view what they are',
    change: `comment on rule "_RETURN" on v_users is 'x'; comment on rule "_RETURN" on daily is 'x'`,
    says: [
      'altered materialized view public.daily: rule_comment',
      'altered view public.v_users: rule_comment',
    ],
    undo: `comment on rule "_RETURN" on v_users is null; comment on rule "_RETURN" on daily is null`,
  },
  {
    name: 'a table dropped takes all that hangs on it',
    change: 'drop table att.two cascade',
    says: [
      'removed constraint att.one.one_two',
      'removed table att.two (removed column att.two.a, removed column att.two.b, removed column att.two.c, ' +
        'removed constraint att.two.two_b, removed constraint att.two.two_pkey, removed index att.by_c, removed policy att.two.two_a, ' +
        'removed rule att.two.two_log, removed statistics object att.s_two)',
    ],
    undo: `create table att.two (a int primary key, b int, c text); alter table att.one add constraint one_two foreign key (b) references att.two;
      alter table att.two add constraint two_b check (b > 0); create index by_c on att.two (c) include (b);
      create rule two_log as on delete to att.two do also insert into att.log values (old.a);
      create policy two_a on att.two using (a > 0) with check (a > 1); create statistics att.s_two (ndistinct) on a, b from att.two`,
  },
]

export const attached: Topic = { setup, cases }
