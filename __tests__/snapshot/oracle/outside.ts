import { pairs } from './pair.js'

/** Extensions, foreign servers, replication, languages, event triggers, default privileges, the database itself. */
export const OUTSIDE = pairs(String.raw`
create extension btree_gist schema app ⇄ drop extension btree_gist
drop extension citext ⇄ create extension citext schema app
alter extension hstore set schema other ⇄ alter extension hstore set schema app
drop extension citext; create extension citext schema app version '1.5' ⇄ alter extension citext update {blind version}
alter extension hstore add function app.one() ⇄ alter extension hstore drop function app.one()
alter extension citext add view v_names ⇄ alter extension citext drop view v_names
alter extension citext add type app.level ⇄ alter extension citext drop type app.level
alter extension citext add sequence app.second ⇄ alter extension citext drop sequence app.second
alter extension hstore add aggregate app.most(int) ⇄ alter extension hstore drop aggregate app.most(int)
alter extension hstore add operator app.<<< (int, int) ⇄ alter extension hstore drop operator app.<<< (int, int)
alter extension citext add table scratch ⇄ alter extension citext drop table scratch

create foreign data wrapper fresh no handler options (a 'b') ⇄ drop foreign data wrapper fresh
alter foreign data wrapper away options (set debug 'false') ⇄ alter foreign data wrapper away options (set debug 'true')
alter foreign data wrapper afar options (add x '1') ⇄ alter foreign data wrapper afar options (drop x)
create server fresh foreign data wrapper away ⇄ drop server fresh
alter server here version '2' ⇄ alter server here version '1'
alter server here options (set host 'i') ⇄ alter server here options (set host 'h')
alter server there options (add host 'i') ⇄ alter server there options (drop host)
create user mapping for bob server here ⇄ drop user mapping for bob server here
create user mapping for bob server there options (user 'b') ⇄ drop user mapping for bob server there
drop user mapping for public server there ⇄ create user mapping for public server there
alter user mapping for alice server here options (set user 'b') ⇄ alter user mapping for alice server here options (set user 'a')
alter user mapping for public server there options (add password 'b') ⇄ alter user mapping for public server there options (drop password)

create publication fresh ⇄ drop publication fresh
create publication fresh for table users (id, email) where (id > 0) with (publish = 'insert') ⇄ drop publication fresh {since 15}
create publication fresh for tables in schema app, other ⇄ drop publication fresh {since 15}
drop publication pub_all ⇄ create publication pub_all for all tables
alter publication pub_tables drop table usages ⇄ alter publication pub_tables add table usages
alter publication pub_tables set table users (id), usages ⇄ alter publication pub_tables set table users, usages {since 15}
alter publication pub_tables set table users where (id > 3), usages ⇄ alter publication pub_tables set table users, usages {since 15}
alter publication pub_tables add tables in schema other ⇄ alter publication pub_tables drop tables in schema other {since 15}
alter publication pub_tables set (publish = 'insert, update') ⇄ alter publication pub_tables set (publish = 'insert, update, delete, truncate')
alter publication pub_all set (publish_via_partition_root) ⇄ alter publication pub_all set (publish_via_partition_root = false)
alter publication pub_tables set (publish_generated_columns = stored)
  ⇄ alter publication pub_tables set (publish_generated_columns = none) {since 18}
create subscription fresh connection 'dbname=nowhere' publication p with (connect = false, slot_name = none, binary) ⇄ drop subscription fresh
drop subscription sub_two
  ⇄ create subscription sub_two connection 'dbname=nowhere' publication p, q with (connect = false, slot_name = none)
alter subscription sub_one connection 'dbname=elsewhere' ⇄ alter subscription sub_one connection 'dbname=nowhere'
alter subscription sub_one set publication r with (refresh = false) ⇄ alter subscription sub_one set publication p with (refresh = false)
alter subscription sub_one set (synchronous_commit = local) ⇄ alter subscription sub_one set (synchronous_commit = off)
alter subscription sub_two set (binary) ⇄ alter subscription sub_two set (binary = false)
alter subscription sub_two set (streaming = off) ⇄ alter subscription sub_two set (streaming = parallel) {since 18}
alter subscription sub_three enable ⇄ alter subscription sub_three disable {blind enabled}
alter subscription sub_two set (disable_on_error) ⇄ alter subscription sub_two set (disable_on_error = false) {since 15}
alter subscription sub_one set (origin = none) ⇄ alter subscription sub_one set (origin = any) {since 16}
alter subscription sub_one set (run_as_owner) ⇄ alter subscription sub_one set (run_as_owner = false) {since 16}
alter subscription sub_one set (password_required = false) ⇄ alter subscription sub_one set (password_required) {since 16}
alter subscription sub_two set (slot_name = 'slot') ⇄ alter subscription sub_two set (slot_name = none)

create event trigger fresh on ddl_command_start when tag in ('CREATE CAST', 'DROP CAST') execute function app.watch()
  ⇄ drop event trigger fresh
create event trigger fresh on table_rewrite execute function app.watch() ⇄ drop event trigger fresh
alter event trigger watch_end disable ⇄ alter event trigger watch_end enable
alter event trigger watch_drop enable always ⇄ alter event trigger watch_drop enable
alter event trigger watch_drop enable replica ⇄ alter event trigger watch_drop enable
drop event trigger watch_end
  ⇄ create event trigger watch_end on ddl_command_end when tag in ('CREATE TRANSFORM') execute function app.watch()
create access method fresh type index handler bthandler ⇄ drop access method fresh
create language fresh handler app.call_handler ⇄ drop language fresh
create or replace trusted language pl_one handler app.call_handler inline app.inline_handler
  ⇄ create or replace language pl_one handler app.call_handler inline app.inline_handler
create or replace trusted language pl_two handler app.call_handler inline app.inline_handler
  ⇄ create or replace trusted language pl_two handler app.call_handler
drop language pl_two ⇄ create trusted language pl_two handler app.call_handler
create transform for bigint language sql (from sql with function prsd_lextype(internal)) ⇄ drop transform for bigint language sql
drop transform for text language sql ⇄ create transform for text language sql (from sql with function prsd_lextype(internal))
create or replace transform for int language sql (from sql with function prsd_lextype(internal))
  ⇄ create or replace transform for int language sql (from sql with function prsd_lextype(internal), to sql with function int4recv(internal))

select lo_create(4713) ⇄ select lo_unlink(4713)
grant select on large object 4711 to bob ⇄ revoke select on large object 4711 from bob
alter large object 4712 owner to alice ⇄ alter large object 4712 owner to postgres
comment on large object 4711 is 'noted' ⇄ comment on large object 4711 is null

alter default privileges for role alice in schema app grant insert on tables to carol
  ⇄ alter default privileges for role alice in schema app revoke insert on tables from carol
alter default privileges for role bob revoke execute on functions from public
  ⇄ alter default privileges for role bob grant execute on functions to public
alter default privileges grant usage on sequences to alice ⇄ alter default privileges revoke usage on sequences from alice
alter default privileges grant usage on types to alice with grant option ⇄ alter default privileges revoke usage on types from alice
alter default privileges grant create on schemas to alice ⇄ alter default privileges revoke create on schemas from alice
alter default privileges grant update on large objects to alice ⇄ alter default privileges revoke update on large objects from alice {since 18}
alter default privileges for role alice in schema app revoke select on tables from bob
  ⇄ alter default privileges for role alice in schema app grant select on tables to bob

alter default privileges grant select on tables to alice; alter default privileges revoke select on tables from alice ⇄ select 1 {noise}
alter database :db set work_mem = '9MB' ⇄ alter database :db reset work_mem
alter database :db set search_path = app, public ⇄ alter database :db reset search_path
alter role alice in database :db set search_path = app ⇄ alter role alice in database :db reset search_path
alter database :db owner to alice ⇄ alter database :db owner to postgres
alter database :db connection limit 9 ⇄ alter database :db connection limit -1
comment on database :db is 'noted' ⇄ comment on database :db is null
grant create on database :db to bob ⇄ revoke create on database :db from bob
revoke temporary on database :db from public ⇄ grant temporary on database :db to public
`)
