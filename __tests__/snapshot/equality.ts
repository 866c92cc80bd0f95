/**
 * One entry of docs/equality.md. Each statement is run by itself on a schema of its own that holds `setup`: after one of
 * `same` nothing may differ (with `notice`: nothing but what is worth a notice, and that must), after one of `other` something
 * must that is worth an error.
 */
export interface Normalisation {
  /** The heading on the page. */
  readonly title: string
  readonly setup: string
  readonly same: readonly string[]
  readonly notice?: boolean
  readonly other: readonly string[]
  /** The first major version of PostgreSQL that has it. */
  readonly since?: number
}

const VIEW = `create table t (a int, b text); create materialized view m as select a, b from t where a > 0; create unique index i on m (a);`
const LONG = 'a_table_whose_name_is_so_long_that_names_made_of_it_are_cut'

export const EQUAL: readonly Normalisation[] = [
  {
    title: 'Object identifiers and files',
    setup: VIEW,
    same: [
      'drop materialized view m; create materialized view m as select a, b from t where a > 0; create unique index i on m (a)',
      'reindex table m',
      'cluster m using i; alter materialized view m set without cluster',
    ],
    other: [
      'drop materialized view m; create materialized view m as select a, b from t where a > 0',
      'drop materialized view m; create view m as select a, b from t where a > 0',
    ],
  },
  {
    title: 'Attribute numbers',
    setup: VIEW,
    same: ['alter table t add c int; alter table t drop c'],
    other: ['alter table t add c int', 'alter table t rename a to c'],
  },
  {
    title: 'Contents and what is known of them',
    setup: `${VIEW} create sequence s; create table g (id serial)`,
    same: [
      `insert into t values (1, 'x'); analyze t`,
      `select nextval('s'); select setval('s', 50); insert into g default values`,
      'refresh materialized view m',
    ],
    other: [
      'refresh materialized view m with no data',
      'alter sequence s increment 2',
      'alter sequence s start 7',
      'alter sequence s maxvalue 9223372036854775806',
      'alter table t alter a set statistics 50',
    ],
  },
  {
    title: 'Grants',
    setup: `create table t (a int, b text); create function f() returns int language sql as 'select 1';
      grant usage on schema equal to mvc_reader; create table u (a int); grant select on u to public;
      grant insert on u to mvc_reader with grant option; grant insert on u to public;
      create table w (a int); alter table w owner to mvc_reader; set role mvc_reader; grant select on w to public; reset role`,
    same: [
      'grant all on t to mvc_reader; revoke all on t from mvc_reader',
      'grant select (a) on t to mvc_reader; revoke select (a) on t from mvc_reader',
      'grant all on t to current_user',
      'revoke execute on function f() from public; grant execute on function f() to public',
      'alter table t owner to mvc_reader; grant select on t to public; revoke select on t from public; alter table t owner to current_user',
      'revoke insert on u from mvc_reader cascade; alter table u owner to mvc_reader; alter table u owner to current_user; grant insert on u to mvc_reader with grant option; grant insert on u to public',
      'set role mvc_reader; grant insert on u to public; revoke insert on u from public; reset role',
      'revoke select on w from public; grant select on w to public',
    ],
    other: [
      'grant select on t to mvc_reader',
      'grant select (a) on t to mvc_reader',
      'revoke delete on t from current_user',
      'revoke execute on function f() from public',
      'revoke insert on u from public; set role mvc_reader; grant insert on u to public; reset role',
      'set role mvc_reader; grant insert on u to public; reset role',
      'alter table w owner to current_user',
    ],
  },
  {
    title: 'The spelling of definitions',
    setup: `${VIEW} create view v as select a from t where a > 0; create table c (a int, constraint k check (a > 0))`,
    same: [
      'drop view v; CREATE VIEW v AS SELECT t.a FROM t WHERE (t.a > 0)',
      'alter table c drop constraint k; alter table c add constraint k check ((a > 0))',
      'drop index i; create unique index i on m using btree (a asc nulls last)',
    ],
    other: [
      'create or replace view v as select a from t where a >= 0',
      'alter table c drop constraint k; alter table c add constraint k check (a > 1)',
      'drop index i; create unique index i on m (a desc)',
    ],
  },
  {
    title: 'The search path at the time of writing',
    setup: `create table t (a int); create schema equal_b; create table equal_b.t (a int); create view v as select a from t`,
    same: [
      `drop view v; set search_path = equal_b; create view equal.v as select a from equal.t; set search_path = equal`,
    ],
    other: [
      `drop view v; set search_path = equal_b, equal; create view equal.v as select a from t; set search_path = equal`,
    ],
  },
  {
    title: 'The order of what has none',
    setup: `create table t (a int) with (fillfactor = 70, autovacuum_enabled = off); create policy p on t to mvc_reader, public`,
    same: [
      'alter table t reset (fillfactor); alter table t set (fillfactor = 70)',
      'drop policy p on t; create policy p on t to public, mvc_reader',
    ],
    other: [
      'alter table t set (fillfactor = 71)',
      'alter table t reset (fillfactor)',
      'alter policy p on t to mvc_reader',
    ],
  },
  {
    title: 'A default written out',
    setup: 'create table t (a int, b text, c text)',
    same: [
      'alter table t alter b set storage extended',
      'alter table t alter a set statistics -1',
      'alter table t alter b type text collate "default"',
      'alter table t replica identity default',
    ],
    other: [
      'alter table t alter b set storage external',
      'alter table t alter a set statistics 10',
      'alter table t alter b type text collate "C"',
      'alter table t replica identity full',
    ],
  },
  {
    title: 'What a partition has from its parent',
    setup: `create table t (at int, v int) partition by list (at); create table t_1 partition of t for values in (1);
      create table key (a int primary key);
      create function f() returns trigger language plpgsql as 'begin return new; end';
      create trigger g after update on t for each row execute function f(); alter table t add constraint k check (v > 0)`,
    same: [`alter table t detach partition t_1; alter table t attach partition t_1 for values in (1)`],
    other: [
      'alter table t_1 disable trigger g',
      'alter table t_1 add constraint own check (v > 1)',
      'alter table t add foreign key (v) references key',
      'alter table t detach partition t_1',
    ],
  },
  {
    title: 'Temporary objects and members of extensions',
    setup: 'create table t (a int)',
    same: ['create temp table gone (a int); create temp view also as select 1 as one'],
    other: ['create table gone (a int)'],
  },
  {
    title: 'The name that a NOT NULL constraint gets by default',
    setup: 'create table t (a int not null, b int)',
    same: ['alter table t alter a drop not null, alter a set not null'],
    other: [
      'alter table t alter a drop not null, add constraint chosen not null a',
      'alter table t alter a drop not null, add not null a no inherit',
      'alter table t alter b set not null',
    ],
    since: 18,
  },
  {
    title: 'The cast of an array, and those of its elements',
    setup: `create table t (id int, s varchar(20), constraint c check (s in ('a', 'b''c'))); create index i on t (id) where s in ('x', 'y');
      create materialized view m as select id from t where s in ('a', 'b'); comment on table t is '(ARRAY[1])::text[]'`,
    same: [
      'drop materialized view m; alter table t alter s type varchar(50); alter table t alter s type varchar(20); ' +
        `create materialized view m as select id from t where s in ('a', 'b')`,
      'drop materialized view m; alter table t alter s type text; alter table t alter s type varchar(20); ' +
        `create materialized view m as select id from t where (s)::text = any ((array['a'::varchar, 'b'::varchar])::text[])`,
      `alter table t drop constraint c; alter table t add constraint c check (((s)::text = any ((array['a'::character varying, 'b''c'::character varying])::text[])))`,
    ],
    other: [
      `comment on table t is 'ARRAY[(1)::text]'`,
      `alter table t drop constraint c; alter table t add constraint c check (s in ('a', 'b'))`,
      `drop index i; create index i on t (id) where s in ('x')`,
      `drop materialized view m; create materialized view m as select id from t where s in ('a', 'c')`,
    ],
  },
]

export const NOTICES: readonly Normalisation[] = [
  {
    title: 'Filled for the first time',
    setup:
      'create materialized view m as select 1 as a with no data; create materialized view n as select 1 as a',
    same: ['refresh materialized view m'],
    notice: true,
    other: [
      'refresh materialized view n with no data',
      'refresh materialized view m; drop materialized view n',
    ],
  },
  {
    title: 'Casts in conditions, after a change of type',
    setup: `create table t (id int, n numeric(10, 2), constraint c check (n > 0)); create index i on t (id) where n < 10;
      create index e on t ((id::text));
      create view v as select id from t where id::bigint > 5; create rule r as on insert to v where new.id::bigint > 5 do instead nothing`,
    same: [
      'alter table t alter n type int using (n * 100)::int; alter table t alter n type numeric(10, 2) using n / 100.0',
    ],
    notice: true,
    other: [
      'alter table t drop constraint c; alter table t add constraint c check (n >= 0)',
      'drop index i; create index i on t (id) where n < 11',
      'drop index e; create index e on t ((id::numeric))',
      'drop index e; create index e on t (id)',
      'create or replace view v as select id from t where id > 5',
      'create or replace rule r as on insert to v where new.id > 5 do instead nothing',
    ],
  },
  {
    title: 'White space in the body of a function',
    setup: `create function f() returns int language plpgsql as $$\nbegin\n  return 1;\nend\n$$;`,
    same: [
      `create or replace function f() returns int language plpgsql as $$\n\n    begin\n        return 1;\n    end\n    $$`,
    ],
    notice: true,
    other: [
      `create or replace function f() returns int language plpgsql as $$\nbegin\n  return 2;\nend\n$$`,
      `create or replace function f() returns int language plpgsql as $$\nbegin\n  return  1;\nend\n$$`,
    ],
  },
  {
    title: 'The order of columns',
    setup: `create table t (a int default 1, b text, c int)`,
    same: ['alter table t drop a; alter table t add a int default 1'],
    notice: true,
    other: [
      'alter table t drop a; alter table t add a int',
      'alter table t drop a; alter table t add a bigint default 1',
      'create or replace view v as select 1 as a',
    ],
  },
  {
    title: 'Names that PostgreSQL chose and numbered',
    setup: `create table key (a int primary key);
      create table t (id serial, e text unique, a int references key, b int, check (a > b), check (a <> b), exclude using btree (b with =));
      create index on t (a); create index on t (lower(e), (a + b)) include (b); create materialized view m as select a from t; create unique index on m (a);
      create table p (at int, v int) partition by list (at); create table p_1 partition of p for values in (1); create index on p (v);
      create table ${LONG} (email_address text unique);`,
    same: [
      'alter table t add unique (e); alter table t drop constraint t_e_key',
      'alter table t add foreign key (a) references key; alter table t drop constraint t_a_fkey',
      'alter table t add exclude using btree (b with =); alter table t drop constraint t_b_excl',
      'create index on t (a); drop index t_a_idx',
      'create index on t (lower(e), (a + b)) include (b); drop index t_lower_expr_b_idx',
      'create unique index on m (a); drop index m_a_idx',
      'alter table t drop constraint t_check, drop constraint t_check1; alter table t add check (a <> b); alter table t add check (a > b)',
      'alter table t drop id; create sequence t_id_seq; alter table t add id serial; drop sequence t_id_seq',
      'create index on p (v); drop index p_v_idx',
      `alter table ${LONG} add unique (email_address); alter table ${LONG} drop constraint ${LONG.slice(0, 45)}_email_address_key`,
    ],
    notice: true,
    other: [
      'alter table t add unique (e)',
      'create index on t (a)',
      'create unique index on m (a)',
      'create unique index on t (a); drop index t_a_idx',
      'create index on t (b); drop index t_a_idx',
      'create index on t (a); create index on t (a); drop index t_a_idx',
      'alter table t rename constraint t_e_key to chosen',
      'alter index t_a_idx rename to t_b_idx1',
      'alter table t drop constraint t_check; alter table t add check (a >= b)',
      'alter table t drop constraint t_e_key; alter table t add constraint t_e_key1 unique (a)',
      'create index on t (a); drop index t_a_idx; comment on index t_a_idx1 is $$x$$',
    ],
  },
  {
    title: 'Numbered names of statistics objects',
    setup: `create table t (a int, b int, e text); create table ${LONG} (email_address text);
      create statistics on b, a from t; create statistics on (lower(e)), (a + b) from t;
      create statistics on email_address, (lower(email_address)) from ${LONG};`,
    same: [
      'create statistics on b, a from t; drop statistics t_b_a_stat',
      'create statistics on (lower(e)), (a + b) from t; drop statistics t_expr_expr_stat',
      `create statistics on email_address, (lower(email_address)) from ${LONG}; drop statistics ${LONG.slice(0, 39)}_email_address_expr_stat`,
    ],
    notice: true,
    other: [
      'create statistics on b, a from t',
      'create statistics (mcv) on b, a from t; drop statistics t_b_a_stat',
      'alter statistics t_b_a_stat rename to chosen',
    ],
    since: 16,
  },
  {
    title: 'Numbered names of NOT NULL constraints',
    setup: 'create table t (a int not null, b int not null)',
    same: [
      'alter table t rename to u; alter table u alter a drop not null, alter a set not null; alter table u rename to t',
    ],
    notice: true,
    other: ['alter table t rename constraint t_a_not_null to chosen', 'alter table t alter a drop not null'],
    since: 18,
  },
  {
    title: 'Inherited, and also its own',
    setup: 'create table t (a int, constraint k check (a > 0)); create table c () inherits (t)',
    same: ['alter table c no inherit t; alter table c inherit t'],
    notice: true,
    other: ['alter table c no inherit t', 'alter table c add b int'],
  },
]

export const NOT_EQUAL: readonly Normalisation[] = [
  {
    title: 'Labels left in an enum',
    setup: `create type e as enum ('a', 'b')`,
    same: [],
    other: [`alter type e add value 'c'`, `drop type e; create type e as enum ('b', 'a')`],
  },
  {
    title: 'A constraint that was validated',
    setup: `create table t (a int); alter table t add constraint k check (a > 0) not valid; alter table t add constraint v check (a > 0)`,
    same: [],
    other: [
      'alter table t validate constraint k',
      'alter table t drop constraint v; alter table t add constraint v check (a > 0) not valid',
    ],
  },
  {
    title: 'The type of a sequence',
    setup: 'create sequence s as int',
    same: [],
    other: ['alter sequence s as bigint'],
  },
  {
    title: 'The comment of a column that was made again',
    setup: `create table t (a int, b int); comment on column t.b is 'x'`,
    same: [],
    other: ['alter table t drop b; alter table t add b int'],
  },
]
