import type { Pair } from './pair.js'

/** What can be done to nearly every object: `TYPE name rest | comment rename owner schema`. */
const OBJECTS = `
table users | comment rename owner schema
table usages | comment rename owner schema
table measures | comment rename owner schema
table measures_2026 | comment rename owner schema
column users.note | comment
column ft_one.body | comment
foreign table ft_one | comment rename owner schema
foreign table other.ft_two | comment rename owner
view v_users | comment rename owner schema
view v_moods | comment rename owner schema
materialized view daily | comment rename owner schema
materialized view other.totals | comment rename owner
index idx_team | comment rename
index idx_floor | comment rename
index usages_pkey | comment
sequence app.counter | comment rename owner schema
sequence app.second | comment rename owner schema
statistics app.usage_stats | comment rename owner schema
statistics user_stats | comment rename owner schema
trigger touch_users on users | comment rename
trigger touch_usages on usages | comment rename
rule keep_users on users | comment rename
rule tell_usages on usages | comment rename
policy own on users | comment rename
policy write on usages | comment rename
schema app | comment rename owner
schema other | comment rename owner
schema public | comment owner
type app.mood | comment rename owner schema
type app.pair | comment rename owner schema
type app.span | comment rename owner schema
type app.raw | comment rename owner schema
domain app.positive | comment rename owner schema
domain app.code | comment rename owner schema
function app.one(int) | comment rename owner schema
function app.touch() | comment rename owner schema
procedure app.act() | comment rename owner schema
procedure app.play(int) | comment rename owner schema
aggregate app.total(int) | comment rename owner schema
aggregate app.most(int) | comment rename owner schema
operator app.=== (int, int) | comment owner schema
operator app.<<< (int, int) | comment owner schema
operator class app.int_class using btree | comment rename owner schema
operator class app.text_class using hash | comment rename owner schema
operator family app.int_family using btree | comment rename owner schema
operator family app.text_family using hash | comment rename owner schema
cast (app.pair as text) | comment
cast (app.mood as int) | comment
collation app.plain | comment rename owner schema
collation app.posix | comment rename owner schema
conversion app.to_utf8 | comment rename owner schema
conversion app.to_latin | comment rename owner schema
text search parser app.words | comment rename schema
text search parser app.terms | comment rename schema
text search template app.plainly | comment rename schema
text search template app.simply | comment rename schema
text search dictionary app.stop | comment rename owner schema
text search dictionary app.same | comment rename owner schema
text search configuration app.search | comment rename owner schema
text search configuration app.find | comment rename owner schema
extension hstore | comment
extension citext | comment
foreign data wrapper away | comment rename owner
foreign data wrapper afar | comment rename owner
server here | comment rename owner
server there | comment rename owner
publication pub_tables | comment rename owner
publication pub_all | comment rename owner
subscription sub_one | comment rename owner
subscription sub_two | comment rename owner
event trigger watch_end | comment rename owner
event trigger watch_drop | comment rename owner
access method heap_two | comment
access method tree_two | comment
language pl_one | comment rename owner
language pl_two | comment rename owner
transform for int language sql | comment
transform for text language sql | comment
`

const GRANTS = `
select on table users
insert, delete on table usages
trigger, references, truncate on table measures
select on table v_users
update on table v_moods
select on table daily
insert on table other.totals
select on table ft_one
select (team) on table users
insert (n), references (at) on table usages
select (id) on table v_users
usage on sequence app.counter
select, update on sequence app.second
usage on schema app
create on schema public
usage on type app.mood
usage on domain app.code
execute on function app.one(int)
execute on procedure app.act()
execute on function app.total(int)
usage on foreign data wrapper away
usage on foreign server here
usage on language pl_two
execute on function pg_catalog.pg_sleep(float8)
select on table pg_catalog.pg_authid
select (rolname) on table pg_catalog.pg_roles
select (rolpassword) on table pg_catalog.pg_authid
execute on function app.hstore(record)
`

/** What everybody may by default, so that taking it away is told. */
const DEFAULTS = `
execute on function app.one()
execute on procedure app.act()
usage on type app.pair
usage on domain app.positive
usage on schema public
usage on language plpgsql
execute on function app.most(int)
`

const lines = (text: string): readonly string[] => text.trim().split('\n')

function pair(change: string, undo: string): Pair {
  return { name: change, change, undo, blind: null, noise: false, since: 0 }
}

const PARTS =
  /^((?:materialized view|foreign table|foreign data wrapper|operator class|operator family|text search \w+|event trigger|\w+) )(app\.|other\.)?([^\s(.]+)(.*)$/

function ofObject(line: string): readonly Pair[] {
  const [object = '', what = ''] = line.split(' | ')
  const [, type = '', schema = '', name = '', rest = ''] = PARTS.exec(object) ?? []
  const alter = (from: string, at: string, action: string): string =>
    `alter ${type}${at}${from}${rest} ${action}`
  const made: Readonly<Record<string, () => Pair>> = {
    comment: () => pair(`comment on ${object} is 'noted'`, `comment on ${object} is ${noteBefore(object)}`),
    rename: () => pair(alter(name, schema, 'rename to moved'), alter('moved', schema, `rename to ${name}`)),
    owner: () =>
      pair(
        alter(name, schema, 'owner to carol'),
        alter(name, schema, `owner to ${name === 'public' ? 'pg_database_owner' : 'postgres'}`),
      ),
    schema: () =>
      pair(
        alter(name, schema, 'set schema other'),
        alter(name, 'other.', `set schema ${schema.slice(0, -1) || 'public'}`),
      ),
  }
  return what.split(' ').map((each) => made[each]?.() ?? pair(each, 'unknown'))
}

const NOTES: Readonly<Record<string, string>> = {
  'materialized view daily': `'per day'`,
  'schema public': `'standard public schema'`,
  'extension hstore': `'data type for storing sets of (key, value) pairs'`,
  'extension citext': `'data type for case-insensitive character strings'`,
}

const noteBefore = (object: string): string => NOTES[object] ?? 'null'

/** Comments, names, owners and schemas of two objects of every kind, and grants on them. */
export const EVERYWHERE: readonly Pair[] = [
  ...lines(OBJECTS).flatMap(ofObject),
  ...lines(GRANTS).map((what) => pair(`grant ${what} to bob`, `revoke ${what} from bob`)),
  ...lines(DEFAULTS).map((what) => pair(`revoke ${what} from public`, `grant ${what} to public`)),
  pair('grant select on users to bob with grant option', 'revoke select on users from bob'),
  pair('grant select on users to public', 'revoke select on users from public'),
  pair('revoke select on daily from alice', 'grant select on daily to alice'),
  pair('revoke update on users from postgres', 'grant update on users to postgres'),
  {
    ...pair('grant all on users, v_users to bob; revoke all on users, v_users from bob', 'select 1'),
    noise: true,
  },
  // The same privilege, given by another.
  pair(
    'revoke select on loose from bob; set role alice; grant select on loose to bob; reset role',
    'set role alice; revoke select on loose from bob; reset role; grant select on loose to bob',
  ),
]
