import { pairs } from './pair.js'

/** Constraints, indexes, triggers, rules and policies. */
export const CONSTRAINTS = pairs(String.raw`
alter table users add constraint fresh check (team > 0) ⇄ alter table users drop constraint fresh
alter table usages add constraint fresh check (n < 9) not valid ⇄ alter table usages drop constraint fresh
alter table base add constraint fresh check (id > 0) no inherit ⇄ alter table base drop constraint fresh
alter table base add constraint fresh check (id > 0) ⇄ alter table base drop constraint fresh
alter table derived add constraint fresh check (id > 0) ⇄ alter table derived drop constraint fresh
alter table derived no inherit base; alter table base add constraint fresh check (id > 0);
  alter table derived add constraint fresh check (id > 0), inherit base
  ⇄ drop table derived; alter table base drop constraint fresh; create table derived (more int) inherits (base)
alter table users add constraint fresh check (team > 0); alter table users drop constraint fresh ⇄ select 1 {noise}
alter table usages add constraint fresh check (n < 9) not enforced ⇄ alter table usages drop constraint fresh {since 18}
alter table users add constraint fresh unique (email) ⇄ alter table users drop constraint fresh
alter table users add constraint fresh unique nulls not distinct (team, note) include (email)
  ⇄ alter table users drop constraint fresh {since 15}
alter table rooms add constraint fresh unique (room, during without overlaps) ⇄ alter table rooms drop constraint fresh {since 18}
alter table loose add constraint fresh primary key (id) ⇄ alter table loose drop constraint fresh, alter id drop not null
alter table scratch add unique (id) deferrable initially deferred ⇄ alter table scratch drop constraint scratch_id_key
alter table rooms add constraint fresh exclude using gist (room with &&) where (floor > 3) ⇄ alter table rooms drop constraint fresh
alter table rooms add constraint fresh unique using index idx_floor
  ⇄ alter table rooms drop constraint fresh; create unique index idx_floor on rooms (floor)
alter table scratch add constraint fresh unique (id) with (fillfactor = 50) using index tablespace ts_one
  ⇄ alter table scratch drop constraint fresh
alter table loose add constraint fresh foreign key (id) references usages (id) on delete cascade ⇄ alter table loose drop constraint fresh
alter table loose add constraint fresh foreign key (id) references usages (id) match full deferrable not valid
  ⇄ alter table loose drop constraint fresh
alter table usages alter constraint usages_user_id_fkey deferrable initially deferred
  ⇄ alter table usages alter constraint usages_user_id_fkey not deferrable
alter table usages alter constraint usages_user_id_fkey not enforced
  ⇄ alter table usages alter constraint usages_user_id_fkey enforced {since 18}
alter table usages rename constraint usages_n_check to n_check ⇄ alter table usages rename constraint n_check to usages_n_check
alter table users rename constraint users_pkey to users_key ⇄ alter table users rename constraint users_key to users_pkey
alter table usages drop constraint usages_n_check ⇄ alter table usages add constraint usages_n_check check (n >= 0)
alter table usages drop constraint usages_user_id_fkey
  ⇄ alter table usages add constraint usages_user_id_fkey foreign key (user_id) references users
alter table usages drop constraint usages_n_check, add constraint usages_n_check check (n >= 1)
  ⇄ alter table usages drop constraint usages_n_check, add constraint usages_n_check check (n >= 0)
alter table users rename constraint users_email_not_null to email_there
  ⇄ alter table users rename constraint email_there to users_email_not_null {since 18}
alter table loose add constraint there not null id ⇄ alter table loose drop constraint there {since 18}
alter table loose add constraint there not null id not valid ⇄ alter table loose drop constraint there {since 18}
alter table loose add constraint there not null id no inherit ⇄ alter table loose drop constraint there {since 18}
alter table measures add constraint fresh check (v > 0) ⇄ alter table measures drop constraint fresh
alter table measures_2026 add constraint fresh check (v > 0) ⇄ alter table measures_2026 drop constraint fresh
alter table measures add constraint fresh unique (at) ⇄ alter table measures drop constraint fresh
alter table kinds add constraint fresh foreign key (v) references usages ⇄ alter table kinds drop constraint fresh
alter table users disable trigger all ⇄ alter table users enable trigger all
comment on constraint usages_n_check on usages is 'noted' ⇄ comment on constraint usages_n_check on usages is null

create index fresh on users (note text_pattern_ops, email collate "C" desc nulls last) ⇄ drop index fresh
create index fresh on users using hash (note) ⇄ drop index fresh
create index fresh on users using brin (id) with (pages_per_range = 4) ⇄ drop index fresh
create index fresh on usages (n) include (at) where user_id is not null ⇄ drop index fresh
create unique index fresh on users (team) nulls not distinct ⇄ drop index fresh {since 15}
create index fresh on users (team app.int_class) ⇄ drop index fresh
create index fresh on rooms using gist (room) tablespace ts_one ⇄ drop index fresh
create index concurrently fresh on loose (id) ⇄ drop index concurrently fresh
create index fresh on measures (at) ⇄ drop index fresh
create index fresh on only measures (at) ⇄ drop index fresh
create index fresh on measures_2026 (at) ⇄ drop index fresh
create index fresh on only measures (at); create index fresh_part on measures_2026 (at); alter index fresh attach partition fresh_part
  ⇄ drop index fresh
drop index idx_team ⇄ create index idx_team on users (team desc nulls last) include (note) with (fillfactor = 70)
drop index idx_email; create index idx_email on users (lower(email))
  ⇄ drop index idx_email; create unique index idx_email on users (lower(email))
drop index idx_usages; create index idx_usages on usages (user_id, at) where n > 2
  ⇄ drop index idx_usages; create index idx_usages on usages (user_id, at) where n > 1
drop index idx_usages; create index idx_usages on usages (at, user_id) where n > 1
  ⇄ drop index idx_usages; create index idx_usages on usages (user_id, at) where n > 1
alter index idx_team set (fillfactor = 80) ⇄ alter index idx_team set (fillfactor = 70)
alter index idx_usages set (deduplicate_items = off) ⇄ alter index idx_usages reset (deduplicate_items)
alter index usages_pkey set (fillfactor = 80) ⇄ alter index usages_pkey reset (fillfactor)
alter index idx_email set tablespace ts_one ⇄ alter index idx_email set tablespace pg_default
alter index users_pkey set tablespace ts_two ⇄ alter index users_pkey set tablespace pg_default
alter index idx_email alter column 1 set statistics 50 ⇄ alter index idx_email alter column 1 set statistics -1
update pg_index set indisvalid = false where indexrelid = 'idx_usages'::regclass
  ⇄ update pg_index set indisvalid = true where indexrelid = 'idx_usages'::regclass
reindex index idx_usages ⇄ reindex table users {noise}
analyze users ⇄ analyze {noise}

create trigger fresh after delete on users for each statement execute function app.touch() ⇄ drop trigger fresh on users
create trigger fresh after update on usages referencing old table as gone for each statement execute function app.touch('x', 'y')
  ⇄ drop trigger fresh on usages
create trigger fresh after truncate on users execute function app.touch() ⇄ drop trigger fresh on users
create constraint trigger fresh after update on usages from users not deferrable for each row execute function app.touch()
  ⇄ drop trigger fresh on usages
create trigger fresh after insert on measures for each row execute function app.touch() ⇄ drop trigger fresh on measures
create trigger fresh before insert on ft_one for each row execute function app.touch() ⇄ drop trigger fresh on ft_one
drop trigger touch_users on users
  ⇄ create trigger touch_users before update on users for each row execute function app.touch()
drop trigger touch_view on v_users
  ⇄ create trigger touch_view instead of insert on v_users for each row execute function app.touch()
drop trigger touch_users on users; create trigger touch_users before update on users for each row execute function app.touch2()
  ⇄ create or replace trigger touch_users before update on users for each row execute function app.touch()
alter table users disable trigger touch_users ⇄ alter table users enable trigger touch_users
alter table usages enable replica trigger touch_usages ⇄ alter table usages enable trigger touch_usages
alter table usages enable always trigger touch_usages ⇄ alter table usages enable trigger touch_usages
alter table measures_2026 disable trigger touch_measures ⇄ alter table measures_2026 enable trigger touch_measures
alter trigger touch_users on users depends on extension hstore ⇄ alter trigger touch_users on users no depends on extension hstore
alter index usages_pkey depends on extension hstore ⇄ alter index usages_pkey no depends on extension hstore

create rule fresh as on update to users where new.id > 5 do instead nothing ⇄ drop rule fresh on users
create rule fresh as on delete to v_users do instead delete from users where id = old.id ⇄ drop rule fresh on v_users
drop rule tell_usages on usages ⇄ create rule tell_usages as on insert to usages do also notify told
create or replace rule tell_usages as on insert to usages do also notify other
  ⇄ create or replace rule tell_usages as on insert to usages do also notify told
alter table users disable rule keep_users ⇄ alter table users enable rule keep_users
alter table usages enable always rule tell_usages ⇄ alter table usages enable rule tell_usages
alter table usages enable replica rule tell_usages ⇄ alter table usages enable rule tell_usages

create policy fresh on users ⇄ drop policy fresh on users
create policy fresh on usages as restrictive for delete to alice, bob using (n = 1) ⇄ drop policy fresh on usages
drop policy own on users ⇄ create policy own on users for select to alice using (id > 0)
alter policy own on users to bob ⇄ alter policy own on users to alice
alter policy own on users using (id > 1) ⇄ alter policy own on users using (id > 0)
alter policy write on usages with check (n > 1) ⇄ alter policy write on usages with check (n > 0)
drop policy write on usages; create policy write on usages for insert to bob with check (n > 0)
  ⇄ drop policy write on usages; create policy write on usages as restrictive for insert to bob with check (n > 0)
`)
