import { pairs } from './pair.js'

/** Views, materialized views, sequences and statistics objects. */
export const VIEWS = pairs(String.raw`
create view app.fresh as select 1 as a ⇄ drop view app.fresh
create view fresh as select id from users where id > 0 with local check option ⇄ drop view fresh
create view fresh with (security_invoker) as select id from users ⇄ drop view fresh {since 15}
create recursive view fresh (n) as values (1) union all select n + 1 from fresh where n < 5 ⇄ drop view fresh
drop view v_names ⇄ create view v_names as select v.email as name from v_users v
create or replace view v_names as select lower(v.email) as name from v_users v
  ⇄ create or replace view v_names as select v.email as name from v_users v
create or replace view v_daily as select day, sum(n) as n from daily where day > '2026-01-01' group by day
  ⇄ create or replace view v_daily as select day, sum(n) as n from daily group by day
alter view v_moods reset (security_barrier) ⇄ alter view v_moods set (security_barrier)
alter view v_users set (check_option = cascaded) ⇄ alter view v_users reset (check_option)
alter view v_users alter email set default 'x' ⇄ alter view v_users alter email drop default
alter view v_names rename name to label ⇄ alter view v_names rename label to name
comment on rule "_RETURN" on v_users is 'noted' ⇄ comment on rule "_RETURN" on v_users is null {blind rule}
comment on rule "_RETURN" on daily is 'noted' ⇄ comment on rule "_RETURN" on daily is null {blind rule}
comment on column v_users.id is 'noted' ⇄ comment on column v_users.id is null

create materialized view app.fresh as select 1 as a ⇄ drop materialized view app.fresh
create materialized view fresh (x, y) with (fillfactor = 50) as select id, email from users with no data ⇄ drop materialized view fresh
create materialized view fresh as select * from v_daily ⇄ drop materialized view fresh
create materialized view fresh using heap_two tablespace ts_one as select id from users ⇄ drop materialized view fresh
drop materialized view other.totals ⇄ create materialized view other.totals as select count(*) as n from users with no data
drop materialized view other.totals; create materialized view other.totals as select count(*) + 1 as n from users with no data
  ⇄ drop materialized view other.totals; create materialized view other.totals as select count(*) as n from users with no data
drop materialized view other.totals; create table other.totals (n bigint)
  ⇄ drop table other.totals; create materialized view other.totals as select count(*) as n from users with no data
refresh materialized view other.totals ⇄ refresh materialized view other.totals with no data
refresh materialized view daily with no data ⇄ refresh materialized view daily
refresh materialized view concurrently daily ⇄ refresh materialized view daily {noise}
drop index idx_daily ⇄ create unique index idx_daily on daily (user_id, day); comment on index idx_daily is 'for refresh'
drop index idx_daily; create index idx_daily on daily (user_id, day); comment on index idx_daily is 'for refresh'
  ⇄ drop index idx_daily; create unique index idx_daily on daily (user_id, day); comment on index idx_daily is 'for refresh'
create index fresh on other.totals (n) ⇄ drop index other.fresh
alter materialized view daily cluster on idx_daily ⇄ alter materialized view daily set without cluster
alter materialized view daily set (autovacuum_enabled = false) ⇄ alter materialized view daily reset (autovacuum_enabled)
alter materialized view daily set tablespace ts_one ⇄ alter materialized view daily set tablespace pg_default
alter materialized view other.totals set access method heap_two ⇄ alter materialized view other.totals set access method heap {since 15}
alter materialized view daily alter n set statistics 7 ⇄ alter materialized view daily alter n set statistics -1
alter materialized view daily alter n set (n_distinct = 5) ⇄ alter materialized view daily alter n reset (n_distinct)
alter materialized view daily rename n to hits ⇄ alter materialized view daily rename hits to n
alter materialized view daily depends on extension hstore ⇄ alter materialized view daily no depends on extension hstore
alter index idx_daily depends on extension citext ⇄ alter index idx_daily no depends on extension citext
comment on column daily.day is 'noted' ⇄ comment on column daily.day is null
grant select (day) on daily to bob ⇄ revoke select (day) on daily from bob

create sequence fresh ⇄ drop sequence fresh
create sequence fresh as smallint increment -1 minvalue -9 maxvalue 9 start 3 cache 4 cycle ⇄ drop sequence fresh
create unlogged sequence fresh ⇄ drop sequence fresh {since 15}
drop sequence app.second ⇄ create sequence app.second increment 2
alter sequence app.second increment 3 ⇄ alter sequence app.second increment 2
alter sequence app.counter start 6 ⇄ alter sequence app.counter start 5
alter sequence app.counter as int ⇄ alter sequence app.counter as bigint
alter sequence app.counter minvalue -5 maxvalue 99 ⇄ alter sequence app.counter no minvalue no maxvalue
alter sequence app.counter cache 9 ⇄ alter sequence app.counter cache 1
alter sequence app.counter cycle ⇄ alter sequence app.counter no cycle
alter sequence app.counter set unlogged ⇄ alter sequence app.counter set logged {since 15}
alter sequence app.counter owned by app.holder.id ⇄ alter sequence app.counter owned by none
alter sequence app.held owned by app.holder.more ⇄ alter sequence app.held owned by app.holder.id
alter sequence users_id_seq owned by none ⇄ alter sequence users_id_seq owned by users.id
select nextval('app.counter') ⇄ alter sequence app.counter restart {noise}

create statistics fresh on lower(email), team from users ⇄ drop statistics fresh
create statistics fresh (mcv) on user_id, at from usages ⇄ drop statistics fresh
drop statistics user_stats ⇄ create statistics user_stats (ndistinct, mcv) on team, mood from users
drop statistics user_stats; create statistics user_stats (ndistinct) on team, mood from users
  ⇄ drop statistics user_stats; create statistics user_stats (ndistinct, mcv) on team, mood from users
alter statistics app.usage_stats set statistics 40 ⇄ alter statistics app.usage_stats set statistics -1
`)
