import type { SnapshotCase, Topic } from './case.js'

const BASE_TYPE = (name: string, like: string): string => `
create type app.${name};
create function app.${name}_in(cstring) returns app.${name} language internal immutable strict as '${like}in';
create function app.${name}_out(app.${name}) returns cstring language internal immutable strict as '${like}out';
create type app.${name} (input = app.${name}_in, output = app.${name}_out, like = ${like});`

/** What lives in schemas beside relations: types, routines, operators, text search … */
const setup = `
create type app.span as range (subtype = int); create type app.timespan as range (subtype = time);
create domain app.word as text collate "C" default 'x' constraint short check (length(value) < 9);
${BASE_TYPE('small', 'int4')} ${BASE_TYPE('tiny', 'float4')} create type app.hollow;
create aggregate app.total(int) (sfunc = int4pl, stype = int, initcond = '0');
create aggregate app.largest(int) (sfunc = int4larger, stype = int, combinefunc = int4larger);
create function app.same(int, int) returns boolean language sql immutable as 'select $1 = $2';
create function app.differ(int, int) returns boolean language sql immutable as 'select $1 <> $2';
create operator app.=== (leftarg = int, rightarg = int, function = app.same, hashes);
create operator app.<=> (leftarg = int, rightarg = int, function = app.differ);
create operator family app.plain using btree; create operator family app.other using hash;
create operator class app.ints for type int using btree as operator 1 <, operator 2 <=, operator 3 =, operator 4 >=, operator 5 >, function 1 btint4cmp(int, int);
create operator class app.hashed for type int using hash as operator 1 =, function 1 hashint4(int);
create function app.to_mood(int) returns app.mood language sql immutable as $$select 'sad'::app.mood$$;
create cast (int as app.mood) with function app.to_mood(int); create cast (app.pair as text) with inout as assignment;
create collation app.plain (locale = 'C'); create collation app.posix (lc_collate = 'POSIX', lc_ctype = 'POSIX');
create conversion app.latin for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8;
create default conversion app.back for 'UTF8' to 'LATIN1' from utf8_to_iso8859_1;
create text search template app.template (lexize = dsimple_lexize, init = dsimple_init);
create text search template app.template2 (lexize = dsynonym_lexize, init = dsynonym_init);
create text search dictionary app.dictionary (template = app.template, accept = true);
create text search dictionary app.dictionary2 (template = simple, accept = false);
create text search parser app.parser (start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, lextypes = prsd_lextype);
create text search parser app.parser2 (start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, lextypes = prsd_lextype, headline = prsd_headline);
create text search configuration app.search (parser = app.parser);
create text search configuration app.search2 (copy = pg_catalog.english);
alter text search configuration app.search add mapping for word, asciiword with app.dictionary, app.dictionary2;
`

const cases: readonly SnapshotCase[] = [
  {
    name: 'types: order of labels, comments on attributes and constraints, not valid, a value renamed',
    change: `alter type app.mood rename value 'sad' to 'blue'; comment on column app.pair.a is 'first';
      comment on constraint short on domain app.word is 'why';
      alter domain app.positive add constraint even check (value % 2 = 0) not valid`,
    says: [
      'altered column public.users.mood: default',
      'altered type app.mood: labels',
      'altered type app.pair: attributes',
      'altered type app.positive: constraints',
      'altered type app.word: constraint_comments',
    ],
    undo: `alter type app.mood rename value 'blue' to 'sad'; comment on column app.pair.a is null;
      comment on constraint short on domain app.word is null; alter domain app.positive drop constraint even`,
  },
  {
    name: 'types: a new range, an attribute of another type, a domain, a base type and a shell',
    change: `create type app.third as range (subtype = text, collation = "C"); drop type app.hollow;
      alter type app.pair alter attribute b type int; alter type app.tiny set (analyze = range_typanalyze);
      alter domain app.word validate constraint short; alter domain app.word rename constraint short to brief;
      alter type app.small owner to mvc_reader_a; grant usage on type app.span to mvc_reader_b;
      revoke usage on type app.timespan from public; alter domain app.positive set not null; create type app.empty`,
    says: [
      'added type app.empty',
      'added type app.third',
      'altered type app.pair: attributes',
      'altered type app.positive: not_null',
      'altered type app.tiny: base',
      'altered type app.small: owner',
      'altered type app.span: grants',
      'altered type app.timespan: revoked',
      'altered type app.word: constraints',
      'removed type app.hollow',
    ],
    undo: `drop type app.third; create type app.hollow; alter type app.pair alter attribute b type text;
      alter type app.tiny set (analyze = none); alter domain app.word rename constraint brief to short;
      alter type app.small owner to current_user; revoke usage on type app.span from mvc_reader_b;
      grant usage on type app.timespan to public; alter domain app.positive drop not null; drop type app.empty`,
  },
  {
    name: 'aggregates',
    change: `drop aggregate app.total(int); alter aggregate app.largest(int) owner to mvc_reader_a;
      comment on aggregate app.largest(int) is 'x'; create aggregate app.third(text) (sfunc = textcat, stype = text)`,
    says: [
      'added aggregate app.third(text)',
      'altered aggregate app.largest(integer): comment, owner',
      'removed aggregate app.total(integer)',
    ],
    undo: `create aggregate app.total(int) (sfunc = int4pl, stype = int, initcond = '0'); drop aggregate app.third(text);
      alter aggregate app.largest(int) owner to current_user; comment on aggregate app.largest(int) is null`,
  },
  {
    name: 'an aggregate with another start',
    change: `create or replace aggregate app.total(int) (sfunc = int4pl, stype = int, initcond = '5', parallel = safe)`,
    says: ['altered aggregate app.total(integer): initcond, parallel'],
    undo: `create or replace aggregate app.total(int) (sfunc = int4pl, stype = int, initcond = '0')`,
  },
  {
    name: 'operators',
    change: `drop operator app.<=> (int, int); alter operator app.=== (int, int) set (restrict = eqsel);
      comment on operator app.=== (int, int) is 'same'; alter operator app.=== (int, int) owner to mvc_reader_a;
      create operator app.!! (rightarg = int, function = int4um)`,
    says: [
      'added operator app.!! (NONE, integer)',
      'altered operator app.=== (integer, integer): comment, owner, restrict',
      'removed operator app.<=> (integer, integer)',
    ],
    undo: `create operator app.<=> (leftarg = int, rightarg = int, function = app.differ); drop operator app.!! (none, int);
      alter operator app.=== (int, int) set (restrict = none); comment on operator app.=== (int, int) is null;
      alter operator app.=== (int, int) owner to current_user`,
  },
  {
    name: 'operator classes and families, and their members',
    change: `alter operator family app.other using hash add function 1 (text, text) hashtext(text);
      drop operator class app.ints using btree; comment on operator class app.hashed using hash is 'x';
      alter operator family app.plain using btree owner to mvc_reader_a;
      create operator class app.bytes for type bytea using hash as operator 1 =, function 1 hashvarlena(internal)`,
    says: [
      'added operator class app.bytes USING hash',
      'added operator family app.bytes USING hash',
      'altered operator class app.hashed USING hash: comment',
      'altered operator family app.other USING hash: functions',
      'altered operator family app.plain USING btree: owner',
      'removed operator class app.ints USING btree',
    ],
    undo: `alter operator family app.other using hash drop function 1 (text, text);
      create operator class app.ints for type int using btree family app.ints as operator 1 <, operator 2 <=, operator 3 =, operator 4 >=, operator 5 >, function 1 btint4cmp(int, int);
      comment on operator class app.hashed using hash is null; alter operator family app.plain using btree owner to current_user;
      drop operator family app.bytes using hash`,
  },
  {
    name: 'an operator class without one of its operators',
    change: `drop operator class app.hashed using hash;
      create operator class app.hashed for type int using hash family app.hashed as function 1 hashint4(int), function 2 hashint4extended(int, bigint)`,
    says: [
      'altered operator class app.hashed USING hash: operators',
      'altered operator family app.hashed USING hash: functions',
    ],
    undo: `drop operator class app.hashed using hash; alter operator family app.hashed using hash drop function 2 (int, int);
      create operator class app.hashed for type int using hash family app.hashed as operator 1 =, function 1 hashint4(int)`,
    // Before, the class takes the second function along.
    since: 14,
  },
  {
    name: 'casts',
    change: `drop cast (int as app.mood); create cast (app.mood as int) with inout;
      comment on cast (app.pair as text) is 'x'`,
    says: [
      'added cast (app.mood AS integer)',
      'altered cast (app.pair AS text): comment',
      'removed cast (integer AS app.mood)',
    ],
    undo: `create cast (int as app.mood) with function app.to_mood(int); drop cast (app.mood as int);
      comment on cast (app.pair as text) is null`,
  },
  {
    name: 'a cast in another context',
    change: `drop cast (app.pair as text); create cast (app.pair as text) with inout as implicit`,
    says: ['altered cast (app.pair AS text): context'],
    undo: `drop cast (app.pair as text); create cast (app.pair as text) with inout as assignment`,
  },
  {
    name: 'collations and conversions',
    change: `drop collation app.plain; create collation app.plain (locale = 'POSIX'); alter collation app.posix owner to mvc_reader_a;
      drop conversion app.latin; create conversion app.latin for 'LATIN2' to 'UTF8' from iso8859_to_utf8;
      comment on conversion app.back is 'x'; create collation app.third from "C"`,
    says: [
      'added collation app.third',
      'altered collation app.plain: lc_collate, lc_ctype',
      'altered collation app.posix: owner',
      'altered conversion app.back: comment',
      'altered conversion app.latin: from, function',
    ],
    undo: `drop collation app.plain; create collation app.plain (locale = 'C'); alter collation app.posix owner to current_user;
      drop conversion app.latin; create conversion app.latin for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8;
      comment on conversion app.back is null; drop collation app.third`,
  },
  {
    name: 'text search: mappings, options, templates and parsers',
    change: `alter text search configuration app.search drop mapping for word;
      alter text search configuration app.search alter mapping for asciiword with app.dictionary2, app.dictionary;
      alter text search dictionary app.dictionary2 (accept = true); drop text search template app.template2;
      comment on text search parser app.parser2 is 'x'; alter text search configuration app.search2 owner to mvc_reader_a`,
    says: [
      'altered text search configuration app.search2: owner',
      'altered text search configuration app.search: mapping',
      'altered text search dictionary app.dictionary2: options',
      'altered text search parser app.parser2: comment',
      'removed text search template app.template2',
    ],
    undo: `alter text search configuration app.search add mapping for word with app.dictionary, app.dictionary2;
      alter text search configuration app.search alter mapping for asciiword with app.dictionary, app.dictionary2;
      alter text search dictionary app.dictionary2 (accept = false);
      create text search template app.template2 (lexize = dsynonym_lexize, init = dsynonym_init);
      comment on text search parser app.parser2 is null; alter text search configuration app.search2 owner to current_user`,
  },
  {
    name: 'text search objects dropped and renamed',
    change: `drop text search configuration app.search; drop text search parser app.parser;
      alter text search dictionary app.dictionary rename to lexicon`,
    says: [
      'added text search dictionary app.lexicon',
      'removed text search configuration app.search',
      'removed text search dictionary app.dictionary',
      'removed text search parser app.parser',
    ],
    undo: `alter text search dictionary app.lexicon rename to dictionary;
      create text search parser app.parser (start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, lextypes = prsd_lextype);
      create text search configuration app.search (parser = app.parser);
      alter text search configuration app.search add mapping for word, asciiword with app.dictionary, app.dictionary2`,
  },
]

export const outside: Topic = { setup, cases }
