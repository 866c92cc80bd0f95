import { pairs } from './pair.js'

/** Tables, columns and partitions. */
export const TABLES = pairs(String.raw`
create table app.fresh (id serial primary key, body text) ⇄ drop table app.fresh
create table app.empty () ⇄ drop table app.empty
create unlogged table fresh (id int) ⇄ drop table fresh
create table fresh (like users including all) ⇄ drop table fresh
create table fresh () inherits (base) ⇄ drop table fresh
create table fresh of app.pair ⇄ drop table fresh
create table fresh (id int) with (fillfactor = 50) ⇄ drop table fresh
create table fresh (id int) tablespace ts_one ⇄ drop table fresh
create table fresh (id int) using heap_two ⇄ drop table fresh
create table fresh (id int) partition by hash (id) ⇄ drop table fresh
create table fresh (id int, body text) partition by range (id, lower(body)) ⇄ drop table fresh
create table fresh partition of measures for values from ('2028-01-01') to ('2029-01-01') ⇄ drop table fresh
create table fresh partition of kinds for values in ('b', 'c') ⇄ drop table fresh
drop table scratch ⇄ create unlogged table scratch (id int, body text)
drop table loose ⇄ create table loose (id int, body text);
  grant select on loose to alice with grant option; grant select on loose to bob
drop table pairs ⇄ create table pairs of app.pair
alter table scratch set logged ⇄ alter table scratch set unlogged
alter table loose set unlogged ⇄ alter table loose set logged
alter table loose inherit base ⇄ alter table loose no inherit base
alter table pairs not of ⇄ alter table pairs of app.pair
alter table derived no inherit base; alter table derived inherit base ⇄ drop table derived; create table derived (more int) inherits (base)
alter table derived drop more; alter table derived add more int ⇄ select 1 {noise}
create temp table fresh (id int) ⇄ drop table fresh {noise}
insert into loose values (1, 'x') ⇄ truncate loose {noise}
alter table app.holder disable trigger all ⇄ alter table app.holder enable trigger all {blind internal}
alter table loose set (fillfactor = 60) ⇄ alter table loose reset (fillfactor)
alter table users set (autovacuum_enabled = false, toast.autovacuum_enabled = false)
  ⇄ alter table users reset (autovacuum_enabled, toast.autovacuum_enabled)
alter table users set (toast.autovacuum_vacuum_threshold = 5) ⇄ alter table users reset (toast.autovacuum_vacuum_threshold)
alter table users replica identity full ⇄ alter table users replica identity default
alter table usages replica identity nothing ⇄ alter table usages replica identity default
alter table rooms replica identity using index idx_floor ⇄ alter table rooms replica identity default
alter table users enable row level security ⇄ alter table users disable row level security
alter table usages enable row level security, force row level security
  ⇄ alter table usages disable row level security, no force row level security
alter table users force row level security ⇄ alter table users no force row level security
alter table rooms cluster on idx_floor ⇄ alter table rooms set without cluster
alter table usages cluster on usages_pkey ⇄ alter table usages set without cluster
alter table loose set tablespace ts_one ⇄ alter table loose set tablespace pg_default
alter table users set tablespace ts_two ⇄ alter table users set tablespace pg_default
alter table loose set access method heap_two ⇄ alter table loose set access method heap {since 15}
alter table measures set access method heap_two ⇄ alter table measures set access method default {since 17}
alter table measures set tablespace ts_one ⇄ alter table measures set tablespace pg_default
alter table measures detach partition measures_2026
  ⇄ alter table measures attach partition measures_2026 for values from ('2026-01-01') to ('2027-01-01')
alter table kinds detach partition kinds_rest ⇄ alter table kinds attach partition kinds_rest default
alter table kinds detach partition kinds_a; alter table kinds attach partition kinds_a for values in ('z')
  ⇄ alter table kinds detach partition kinds_a; alter table kinds attach partition kinds_a for values in ('a')

alter table users add extra int ⇄ alter table users drop extra
alter table usages add extra text collate "C" not null default 'x' ⇄ alter table usages drop extra
alter table users add extra int generated always as (team + 1) stored ⇄ alter table users drop extra
alter table users add extra int generated always as (team + 1) virtual ⇄ alter table users drop extra {since 18}
alter table users add extra int generated always as identity (start 7) ⇄ alter table users drop extra
alter table measures add extra int ⇄ alter table measures drop extra
alter table base add extra int ⇄ alter table base drop extra
alter table users drop note ⇄ alter table users add note text; grant update (note) on users to alice;
  create index idx_team on users (team desc nulls last) include (note) with (fillfactor = 70)
alter table users rename note to remark ⇄ alter table users rename remark to note
alter table usages rename user_id to person ⇄ alter table usages rename person to user_id
alter table users alter team type bigint; drop statistics user_stats
  ⇄ alter table users alter team type int; create statistics user_stats (ndistinct, mcv) on team, mood from users
alter table users alter note type varchar(20) ⇄ alter table users alter note type text
alter table users alter note type text collate "C" ⇄ alter table users alter note type text
alter table bookings alter label type text collate app.plain ⇄ alter table bookings alter label type text
alter table users alter mood set default 'happy' ⇄ alter table users alter mood set default 'sad'
alter table users alter mood drop default ⇄ alter table users alter mood set default 'sad'
alter table usages alter at drop default ⇄ alter table usages alter at set default now()
alter table users alter team set default null ⇄ alter table users alter team drop default {noise}
alter table users alter team set default 3 ⇄ alter table users alter team drop default
alter table users alter team set not null ⇄ alter table users alter team drop not null
alter table users alter email drop not null ⇄ alter table users alter email set not null
alter table usages alter twice drop expression ⇄ alter table usages drop twice, drop no;
  alter table usages add twice int generated always as (n * 2) stored, add no int generated by default as identity
alter table usages alter twice set expression as (n * 3) ⇄ alter table usages alter twice set expression as (n * 2) {since 17}
alter table usages alter no set generated always ⇄ alter table usages alter no set generated by default
alter table bookings alter id set increment 5 ⇄ alter table bookings alter id set increment 1
alter table bookings alter id drop identity ⇄ alter table bookings alter id add generated always as identity
alter table scratch alter id set not null, alter id add generated by default as identity
  ⇄ alter table scratch alter id drop identity, alter id drop not null
alter table users alter note set storage external ⇄ alter table users alter note set storage extended
alter table users alter email set storage main ⇄ alter table users alter email set storage extended
alter table users alter note set compression pglz ⇄ alter table users alter note set compression default
alter table usages alter n set statistics 50 ⇄ alter table usages alter n set statistics -1
alter table users alter email set statistics 0 ⇄ alter table users alter email set statistics -1
alter table users alter team set (n_distinct = -0.5) ⇄ alter table users alter team reset (n_distinct)
alter table base alter id set (n_distinct_inherited = 9) ⇄ alter table base alter id reset (n_distinct_inherited)
alter table measures_2026 alter v set default 4 ⇄ alter table measures_2026 alter v drop default
alter table derived alter id set default 4 ⇄ alter table derived alter id drop default
alter table users add extra int; alter table users drop extra ⇄ select 1 {noise}
alter table loose drop body; alter table loose add body text ⇄ select 1 {noise}
alter table loose drop id; alter table loose add id int ⇄ alter table loose drop body; alter table loose add body text

create foreign table fresh (id int options (a 'b')) server here ⇄ drop foreign table fresh
drop foreign table other.ft_two ⇄ create foreign table other.ft_two (id int check (id > 0)) server there
alter foreign table ft_one options (set tab 'u') ⇄ alter foreign table ft_one options (set tab 't')
alter foreign table other.ft_two options (add x '1') ⇄ alter foreign table other.ft_two options (drop x)
alter foreign table ft_one add extra int default 3 ⇄ alter foreign table ft_one drop extra
alter foreign table ft_one alter body options (set col 'd') ⇄ alter foreign table ft_one alter body options (set col 'c')
alter foreign table ft_one alter id drop not null ⇄ alter foreign table ft_one alter id set not null
alter foreign table other.ft_two alter id set default 4 ⇄ alter foreign table other.ft_two alter id drop default
alter foreign table other.ft_two add constraint small check (id < 9) ⇄ alter foreign table other.ft_two drop constraint small
alter foreign table ft_one alter id set statistics 3 ⇄ alter foreign table ft_one alter id set statistics -1
`)
