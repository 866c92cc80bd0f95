import type { SnapshotCase, Topic } from './case.js'

/** A statement that must name the database, whose name is another in every run: `%I` stands for it. */
const here = (sql: string): string =>
  `do $do$ begin execute format($sql$${sql}$sql$, current_database()); end $do$;`

const SUBSCRIPTION = (name: string): string =>
  `create subscription ${name} connection 'dbname=nowhere password=secret' publication p with (connect = false, slot_name = none);`

const label = (catalog: string, object: string): string => `
insert into pg_seclabel (objoid, objsubid, classoid, provider, label) values ('${object}'::reg${catalog}, 0, 'pg_${catalog}'::regclass, 'test', 'open');`

const sharedLabel = (subscription: string): string => `
insert into pg_shseclabel (objoid, classoid, provider, label)
  select oid, 'pg_subscription'::regclass, 'mvc_reader_a', 'open' from pg_subscription
  where subname = '${subscription}' and subdbid = (select oid from pg_database where datname = current_database())`

/** What lives in no schema: extensions, foreign servers, publications, languages, and the database itself. */
const setup = `
create function app.on_ddl() returns event_trigger language plpgsql as 'begin end';
create event trigger et_ddl on ddl_command_end execute function app.on_ddl();
create event trigger et_drop on sql_drop when tag in ('DROP TABLE', 'DROP VIEW') execute function app.on_ddl();
create foreign data wrapper wrapper_a; create foreign data wrapper wrapper_b options (debug 'true');
create server server_a type 'x' version '1' foreign data wrapper wrapper_a options (host 'db', password 'secret');
create server server_b foreign data wrapper wrapper_b;
create user mapping for public server server_a; create user mapping for mvc_reader_a server server_a options ("user" 'u', password 'secret');
set client_min_messages = error;
create publication pub_a for table users, usages; create publication pub_b with (publish = 'insert');
${SUBSCRIPTION('sub_a')} ${SUBSCRIPTION('sub_b')}
create access method heap_a type table handler heap_tableam_handler; create access method btree_a type index handler bthandler;
create language lang_a handler plpgsql_call_handler; create trusted language lang_b handler plpgsql_call_handler inline plpgsql_inline_handler;
create transform for point language sql (from sql with function prsd_lextype(internal), to sql with function point_recv(internal));
create transform for circle language sql (to sql with function circle_recv(internal));
alter default privileges for role mvc_reader_b grant select on tables to mvc_reader_a;
alter default privileges for role mvc_reader_b in schema app grant usage on sequences to mvc_reader_a;
${here(`alter role mvc_reader_a in database %I set work_mem = '1MB'`)} ${here(`alter role mvc_reader_b in database %I set work_mem = '2MB'`)}
select lo_create(4711); select lo_create(0);
set allow_system_table_mods = on; ${label('class', 'users')} ${label('type', 'app.mood')}
`

// A database with a subscription cannot be dropped.
const teardown = `drop subscription if exists sub_a; drop subscription if exists sub_b;`

const cases: readonly SnapshotCase[] = [
  {
    name: 'event triggers',
    change: `alter event trigger et_ddl disable; drop event trigger et_drop; comment on event trigger et_ddl is 'x';
      create event trigger et_start on ddl_command_start execute function app.on_ddl()`,
    says: [
      'added event trigger et_start',
      'altered event trigger et_ddl: comment, enabled',
      'removed event trigger et_drop',
    ],
    undo: `alter event trigger et_ddl enable; comment on event trigger et_ddl is null; drop event trigger et_start;
      create event trigger et_drop on sql_drop when tag in ('DROP TABLE', 'DROP VIEW') execute function app.on_ddl()`,
  },
  {
    name: 'foreign data wrappers, servers and user mappings, without their secrets',
    change: `alter foreign data wrapper wrapper_b options (set debug 'false'); alter server server_a options (set password 'other');
      alter server server_b version '2'; drop user mapping for public server server_a;
      alter user mapping for mvc_reader_a server server_a options (set password 'other');
      grant usage on foreign server server_b to mvc_reader_a; grant usage on foreign data wrapper wrapper_a to mvc_reader_a;
      create foreign data wrapper wrapper_c validator postgresql_fdw_validator; comment on server server_b is 'x'`,
    says: [
      'added foreign data wrapper wrapper_c',
      'altered foreign data wrapper wrapper_a: grants',
      'altered foreign data wrapper wrapper_b: options',
      'altered server server_a: options',
      'altered server server_b: comment, grants, version',
      'altered user mapping FOR mvc_reader_a SERVER server_a: options',
      'removed user mapping FOR PUBLIC SERVER server_a',
    ],
    undo: `alter foreign data wrapper wrapper_b options (set debug 'true'); alter server server_a options (set password 'secret');
      drop server server_b; create server server_b foreign data wrapper wrapper_b; create user mapping for public server server_a;
      alter user mapping for mvc_reader_a server server_a options (set password 'secret');
      revoke usage on foreign data wrapper wrapper_a from mvc_reader_a; drop foreign data wrapper wrapper_c`,
  },
  {
    name: 'a server dropped takes its user mappings with it',
    change: 'drop server server_a cascade',
    says: [
      'removed server server_a (removed user mapping FOR PUBLIC SERVER server_a, removed user mapping FOR mvc_reader_a SERVER server_a)',
    ],
    undo: `create server server_a type 'x' version '1' foreign data wrapper wrapper_a options (host 'db', password 'secret');
      create user mapping for public server server_a;
      create user mapping for mvc_reader_a server server_a options ("user" 'u', password 'secret')`,
  },
  {
    name: 'publications and their tables',
    change: `alter publication pub_a drop table usages; alter publication pub_b set (publish_via_partition_root);
      alter publication pub_b set (publish = 'insert, delete'); create publication pub_c for all tables; comment on publication pub_b is 'x'`,
    says: [
      'added publication pub_c',
      'altered publication pub_a: tables',
      'altered publication pub_b: comment, publish, via_root',
    ],
    undo: `alter publication pub_a add table usages; alter publication pub_b set (publish = 'insert', publish_via_partition_root = false);
      drop publication pub_c; comment on publication pub_b is null`,
  },
  {
    name: 'publications: columns, row filters and schemas',
    since: 15,
    change: `alter publication pub_a set table users (id, email) where (id > 5), usages; alter publication pub_b add tables in schema other`,
    says: ['altered publication pub_a: tables', 'altered publication pub_b: schemas'],
    undo: `alter publication pub_a set table users, usages; alter publication pub_b drop tables in schema other`,
  },
  {
    name: 'publications: generated columns',
    since: 18,
    change: `alter publication pub_a set (publish_generated_columns = stored)`,
    says: ['altered publication pub_a: generated_columns'],
    undo: `alter publication pub_a set (publish_generated_columns = none)`,
  },
  {
    name: 'subscriptions',
    change: `drop subscription sub_a; alter subscription sub_b set publication p, q with (refresh = false);
      alter subscription sub_b set (synchronous_commit = 'on'); comment on subscription sub_b is 'x'; ${SUBSCRIPTION('sub_c')}`,
    says: [
      'added subscription sub_c',
      'altered subscription sub_b: comment, publications, synccommit',
      'removed subscription sub_a',
    ],
    undo: `${SUBSCRIPTION('sub_a')} drop subscription sub_c; drop subscription sub_b; ${SUBSCRIPTION('sub_b')}`,
  },
  {
    name: 'the connection of a subscription, without its secrets, and a label',
    change: `alter subscription sub_a connection 'dbname=nowhere password=other'; ${sharedLabel('sub_b')}`,
    says: ['altered subscription sub_a: connection', 'altered subscription sub_b: security_labels'],
    undo: `alter subscription sub_a connection 'dbname=nowhere password=secret'; delete from pg_shseclabel where provider = 'mvc_reader_a'`,
  },
  {
    name: 'access methods, languages and transforms',
    change: `drop access method btree_a; create access method heap_b type table handler heap_tableam_handler;
      comment on access method heap_a is 'x'; drop language lang_a; grant usage on language lang_b to mvc_reader_a;
      drop transform for point language sql; comment on transform for circle language sql is 'x'`,
    says: [
      'added access method heap_b',
      'altered access method heap_a: comment',
      'altered language lang_b: grants',
      'altered transform FOR circle LANGUAGE sql: comment',
      'removed access method btree_a',
      'removed language lang_a',
      'removed transform FOR point LANGUAGE sql',
    ],
    undo: `create access method btree_a type index handler bthandler; drop access method heap_b;
      comment on access method heap_a is null; create language lang_a handler plpgsql_call_handler;
      revoke usage on language lang_b from mvc_reader_a; comment on transform for circle language sql is null;
      create transform for point language sql (from sql with function prsd_lextype(internal), to sql with function point_recv(internal))`,
  },
  {
    name: 'default privileges',
    change: `alter default privileges for role mvc_reader_b revoke select on tables from mvc_reader_a;
      alter default privileges for role mvc_reader_b in schema app grant select on sequences to mvc_reader_a;
      alter default privileges for role mvc_reader_a revoke execute on functions from public`,
    says: [
      'added default privileges FOR ROLE mvc_reader_a ON FUNCTIONS',
      'altered default privileges FOR ROLE mvc_reader_b IN SCHEMA app ON SEQUENCES: grants',
      'removed default privileges FOR ROLE mvc_reader_b ON TABLES',
    ],
    undo: `alter default privileges for role mvc_reader_b grant select on tables to mvc_reader_a;
      alter default privileges for role mvc_reader_b in schema app revoke select on sequences from mvc_reader_a;
      alter default privileges for role mvc_reader_a grant execute on functions to public`,
  },
  {
    name: 'the database: settings, comment, grants, owner, limit',
    change: `${here(`alter database %I set work_mem = '3MB'`)} ${here(`comment on database %I is 'x'`)}
      ${here('grant create on database %I to mvc_reader_a')} ${here('alter database %I owner to mvc_reader_b')}
      ${here('alter database %I connection limit 5')} ${here('revoke temporary on database %I from public')}`,
    says: ['altered database current_database: comment, connection_limit, grants, owner, revoked, settings'],
    undo: `${here('alter database %I reset work_mem')} ${here('comment on database %I is null')}
      do $do$ begin execute format('alter database %I owner to %I', current_database(), current_user); end $do$;
      ${here('revoke create on database %I from mvc_reader_a')} ${here('grant temporary on database %I to public')}
      ${here('alter database %I connection limit -1')}`,
  },
  {
    name: 'settings of a role in the database',
    change: `${here('alter role mvc_reader_a in database %I reset all')} ${here(`alter role mvc_reader_b in database %I set jit = off`)}`,
    says: [
      'altered role settings mvc_reader_b IN DATABASE: settings',
      'removed role settings mvc_reader_a IN DATABASE',
    ],
    undo: `${here(`alter role mvc_reader_a in database %I set work_mem = '1MB'`)} ${here('alter role mvc_reader_b in database %I reset jit')}`,
  },
  {
    name: 'large objects',
    change: `select lo_create(0);
      do $do$ declare id oid := (select min(oid) from pg_largeobject_metadata); begin
        execute format('alter large object %s owner to mvc_reader_a', id);
        execute format('comment on large object %s is ''x''', id);
        execute format('grant select on large object %s to mvc_reader_b', id); end $do$`,
    says: ['added large object 3', 'altered large object 1: comment, grants, owner'],
    undo: `select lo_unlink(max(oid)) from pg_largeobject_metadata;
      do $do$ declare id oid := (select min(oid) from pg_largeobject_metadata); begin
        execute format('revoke select on large object %s from mvc_reader_b', id);
        execute format('alter large object %s owner to %I', id, current_user);
        execute format('comment on large object %s is null', id); end $do$`,
  },
  {
    name: 'the comment of a large object whose oid was chosen',
    change: `comment on large object 4711 is 'x'`,
    says: ['altered large object 1: comment'],
    undo: `comment on large object 4711 is null`,
  },
  {
    name: 'security labels',
    change: `delete from pg_seclabel where label = 'open' and classoid = 'pg_type'::regclass;
      update pg_seclabel set label = 'closed' where classoid = 'pg_class'::regclass`,
    says: [
      'altered security label test on table public.users: label',
      'removed security label test on type app.mood',
    ],
    undo: `update pg_seclabel set label = 'open'; ${label('type', 'app.mood')}`,
  },
  {
    name: "grants on PostgreSQL's own objects",
    change: `grant execute on function pg_catalog.pg_ls_waldir() to mvc_reader_a; revoke select on pg_catalog.pg_tables from public;
      revoke usage on language sql from public; grant create on schema information_schema to mvc_reader_b;
      grant select (rolpassword) on pg_catalog.pg_authid to mvc_reader_a; grant select (tablename) on pg_catalog.pg_tables to mvc_reader_a`,
    says: [
      'added privileges on function pg_catalog.pg_ls_waldir()',
      'added privileges on language sql',
      'added privileges on table column pg_catalog.pg_authid.rolpassword',
      'added privileges on view column pg_catalog.pg_tables.tablename',
      'added privileges on view pg_catalog.pg_tables',
      'altered privileges on schema information_schema: grants',
    ],
    undo: `revoke execute on function pg_catalog.pg_ls_waldir() from mvc_reader_a; grant select on pg_catalog.pg_tables to public;
      grant usage on language sql to public; revoke create on schema information_schema from mvc_reader_b;
      revoke select (rolpassword) on pg_catalog.pg_authid from mvc_reader_a; revoke select (tablename) on pg_catalog.pg_tables from mvc_reader_a`,
  },
  {
    name: "a grant on a column of PostgreSQL's own alone",
    change: 'grant select (rolpassword) on pg_catalog.pg_authid to mvc_reader_a',
    says: ['added privileges on table column pg_catalog.pg_authid.rolpassword'],
    undo: 'revoke select (rolpassword) on pg_catalog.pg_authid from mvc_reader_a',
  },
  {
    name: 'extensions',
    change: `comment on extension plpgsql is 'mine'; update pg_extension set extversion = '9' where extname = 'plpgsql'`,
    says: ['altered extension plpgsql: comment, version'],
    undo: `comment on extension plpgsql is 'PL/pgSQL procedural language'; update pg_extension set extversion = '1.0'`,
  },
]

export const database: Topic = { setup, teardown, cases }
