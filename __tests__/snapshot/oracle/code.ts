import { pairs } from './pair.js'

/** Schemas, types, routines, operators and what belongs to them. */
export const CODE = pairs(String.raw`
create schema fresh ⇄ drop schema fresh
create schema fresh authorization alice ⇄ drop schema fresh

create type app.fresh as enum ('a', 'b') ⇄ drop type app.fresh
create type fresh as (a int, b text collate "C") ⇄ drop type fresh
create domain fresh as text collate "C" check (value <> '') ⇄ drop domain fresh
create type app.fresh as range (subtype = text, collation = "C", multirange_type_name = app.freshes) ⇄ drop type app.fresh
create type app.fresh ⇄ drop type app.fresh
create type app.fresh; create function app.fresh_in(cstring) returns app.fresh language internal immutable strict as 'int4in';
  create function app.fresh_out(app.fresh) returns cstring language internal immutable strict as 'int4out';
  create type app.fresh (input = app.fresh_in, output = app.fresh_out, like = int4, category = 'N', preferred, delimiter = ';')
  ⇄ drop type app.fresh cascade
drop type app.level ⇄ create type app.level as enum ('low', 'high')
drop type app.level; create type app.level as enum ('high', 'low') ⇄ drop type app.level; create type app.level as enum ('low', 'high')
alter type app.level add value 'middle' before 'high' ⇄ drop type app.level; create type app.level as enum ('low', 'high')
alter type app.mood rename value 'sad' to 'blue' ⇄ alter type app.mood rename value 'blue' to 'sad'
alter type app.triple add attribute w int ⇄ alter type app.triple drop attribute w
alter type app.triple alter attribute z type bigint ⇄ alter type app.triple alter attribute z type int
alter type app.pair rename attribute a to c cascade ⇄ alter type app.pair rename attribute c to a cascade
comment on column app.pair.a is 'noted' ⇄ comment on column app.pair.a is null
alter type app.raw set (analyze = ts_typanalyze) ⇄ alter type app.raw set (analyze = none)
alter type app.raw2 set (typmod_in = numerictypmodin) ⇄ alter type app.raw2 set (typmod_in = none)
alter domain app.positive set default 3 ⇄ alter domain app.positive drop default
alter domain app.positive set not null ⇄ alter domain app.positive drop not null
alter domain app.code drop not null ⇄ alter domain app.code set not null
alter domain app.code drop default ⇄ alter domain app.code set default 'x'
alter domain app.positive add constraint small check (value < 9) not valid ⇄ alter domain app.positive drop constraint small
alter domain app.positive drop constraint above_zero ⇄ alter domain app.positive add constraint above_zero check (value > 0)
alter domain app.positive rename constraint above_zero to above ⇄ alter domain app.positive rename constraint above to above_zero
comment on constraint above_zero on domain app.positive is 'noted' ⇄ comment on constraint above_zero on domain app.positive is null
alter type app.days_multirange rename to daylist ⇄ alter type app.daylist rename to days_multirange
drop type app.span ⇄ create type app.span as range (subtype = float8, subtype_diff = float8mi)
drop type app.span; create type app.span as range (subtype = float8) ⇄ drop type app.span; create type app.span as range (subtype = float8, subtype_diff = float8mi)

create function app.fresh(a int, variadic b int[] default '{}') returns setof text language sql as 'select ''x''' ⇄ drop function app.fresh
create function app.fresh() returns int language sql begin atomic select 1; end ⇄ drop function app.fresh
create function app.fresh() returns table (a int, b text) language plpgsql stable strict leakproof security definer parallel safe
  cost 7 rows 9 set search_path = app, pg_temp as 'begin end' ⇄ drop function app.fresh
create function app.fresh(int) returns int language internal immutable strict window as 'window_rank' ⇄ drop function app.fresh
create procedure app.fresh(inout a int) language sql as 'select 1' ⇄ drop procedure app.fresh
drop function app.one(int) ⇄ create function app.one(int) returns int language sql as 'select $1'
drop function app.one(int); create function app.one(int) returns bigint language sql as 'select 1::bigint'
  ⇄ drop function app.one(int); create function app.one(int) returns int language sql as 'select $1'
drop procedure app.act ⇄ create procedure app.act() language sql as 'select 1'
create or replace function app.one() returns int language sql as 'select 2' ⇄ create or replace function app.one() returns int language sql as 'select 1'
create or replace procedure app.play(n int default 4) language plpgsql as 'begin end'
  ⇄ create or replace procedure app.play(n int default 3) language plpgsql as 'begin end'
alter function app.one() immutable ⇄ alter function app.one() volatile
alter function app.one() strict ⇄ alter function app.one() called on null input
alter function app.one(int) security definer ⇄ alter function app.one(int) security invoker
alter function app.one(int) leakproof ⇄ alter function app.one(int) not leakproof
alter function app.one() parallel restricted ⇄ alter function app.one() parallel unsafe
alter function app.one() cost 3 ⇄ alter function app.one() cost 100
alter function app.rows(int) rows 5 ⇄ alter function app.rows(int) rows 1000
alter function app.one() set work_mem = '9MB' ⇄ alter function app.one() reset all
alter procedure app.act() set search_path = app ⇄ alter procedure app.act() reset search_path
alter function app.one() depends on extension hstore ⇄ alter function app.one() no depends on extension hstore
alter routine app.total(int) depends on extension citext ⇄ alter routine app.total(int) no depends on extension citext {blind aggregate}
alter procedure app.act() depends on extension citext ⇄ alter procedure app.act() no depends on extension citext
create aggregate app.fresh(int) (sfunc = int4pl, stype = int) ⇄ drop aggregate app.fresh(int)
drop aggregate app.total(int) ⇄ create aggregate app.total(int) (sfunc = int4pl, stype = int, initcond = '0')
create or replace aggregate app.total(int) (sfunc = int4pl, stype = int, initcond = '1')
  ⇄ create or replace aggregate app.total(int) (sfunc = int4pl, stype = int, initcond = '0')
create or replace aggregate app.most(int) (sfunc = int4larger, stype = int, sortop = >, combinefunc = int4larger, parallel = safe)
  ⇄ create or replace aggregate app.most(int) (sfunc = int4larger, stype = int)

create operator app.~~~ (leftarg = text, rightarg = text, function = texteq, commutator = operator(app.~~~), hashes, merges)
  ⇄ drop operator app.~~~ (text, text)
create operator app.!! (rightarg = int, function = int4abs) ⇄ drop operator app.!! (none, int)
drop operator app.<<< (int, int) ⇄ create operator app.<<< (leftarg = int, rightarg = int, function = int4lt, restrict = scalarltsel)
drop operator app.=== (int, int); create operator app.=== (leftarg = int, rightarg = int, function = int4ne)
  ⇄ drop operator app.=== (int, int); create operator app.=== (leftarg = int, rightarg = int, function = int4eq)
alter operator app.=== (int, int) set (restrict = eqsel, join = eqjoinsel) ⇄ alter operator app.=== (int, int) set (restrict = none, join = none)
alter operator app.<<< (int, int) set (restrict = none) ⇄ alter operator app.<<< (int, int) set (restrict = scalarltsel)
create operator family app.fresh using gist ⇄ drop operator family app.fresh using gist
alter operator family app.int_family using btree add operator 1 < (int, bigint), function 1 (int, bigint) btint48cmp(int, bigint)
  ⇄ alter operator family app.int_family using btree drop operator 1 (int, bigint), function 1 (int, bigint)
alter operator family app.text_family using hash add function 2 (text, text) hashtextextended(text, bigint)
  ⇄ alter operator family app.text_family using hash drop function 2 (text, text)
create operator class app.fresh for type int using hash as operator 1 =, function 1 hashint4(int) ⇄ drop operator family app.fresh using hash
create operator class app.fresh default for type app.pair using btree as operator 1 <(record, record), function 1 btrecordcmp(record, record)
  ⇄ drop operator family app.fresh using btree
drop operator class app.text_class using hash
  ⇄ create operator class app.text_class for type text using hash family app.text_family as operator 1 =, function 1 hashtext(text)
create cast (app.triple as text) with inout as implicit ⇄ drop cast (app.triple as text)
create cast (app.raw as int4) without function ⇄ drop cast (app.raw as int4)
drop cast (app.pair as text) ⇄ create cast (app.pair as text) with inout
drop cast (app.mood as int); create cast (app.mood as int) with inout
  ⇄ drop cast (app.mood as int); create cast (app.mood as int) with inout as assignment
create collation app.fresh from "C" ⇄ drop collation app.fresh
create collation app.fresh (provider = builtin, locale = 'C.UTF-8') ⇄ drop collation app.fresh {since 17}
drop collation app.posix ⇄ create collation app.posix (provider = libc, locale = 'POSIX')
drop collation app.posix; create collation app.posix (provider = libc, locale = 'C')
  ⇄ drop collation app.posix; create collation app.posix (provider = libc, locale = 'POSIX')
create default conversion app.fresh for 'LATIN2' to 'UTF8' from iso8859_to_utf8 ⇄ drop conversion app.fresh
drop conversion app.to_latin ⇄ create conversion app.to_latin for 'UTF8' to 'LATIN1' from utf8_to_iso8859_1
drop conversion app.to_latin; create default conversion app.to_latin for 'UTF8' to 'LATIN1' from utf8_to_iso8859_1
  ⇄ drop conversion app.to_latin; create conversion app.to_latin for 'UTF8' to 'LATIN1' from utf8_to_iso8859_1

create text search parser app.fresh (start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, lextypes = prsd_lextype, headline = prsd_headline)
  ⇄ drop text search parser app.fresh
drop text search parser app.terms
  ⇄ create text search parser app.terms (start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, lextypes = prsd_lextype)
create text search template app.fresh (lexize = dsimple_lexize) ⇄ drop text search template app.fresh
drop text search template app.simply ⇄ create text search template app.simply (lexize = dsimple_lexize, init = dsimple_init)
create text search dictionary app.fresh (template = simple) ⇄ drop text search dictionary app.fresh
alter text search dictionary app.stop (accept = true) ⇄ alter text search dictionary app.stop (accept = false)
alter text search dictionary app.same (accept = false) ⇄ alter text search dictionary app.same (accept)
drop text search dictionary app.same ⇄ create text search dictionary app.same (template = app.plainly)
create text search configuration app.fresh (copy = english) ⇄ drop text search configuration app.fresh
alter text search configuration app.find add mapping for word with app.stop, simple
  ⇄ alter text search configuration app.find drop mapping for word
alter text search configuration app.search alter mapping for word with app.stop
  ⇄ alter text search configuration app.search alter mapping for word with simple
alter text search configuration app.search drop mapping for email
  ⇄ alter text search configuration app.search add mapping for email with simple
drop text search configuration app.find ⇄ create text search configuration app.find (parser = app.words)
`)
