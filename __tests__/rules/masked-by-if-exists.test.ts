import { expect, test } from '@jest/globals'
import type { CatalogObject } from '../../src/model/catalog.js'
import { added, DAILY, evidence, findings, madeBy, object, removed, snapshot, statement } from './evidence.js'
import { readIntents, told } from './history.js'

const ID = 'masked-by-if-exists'
const SETUP = 'create table usages (id int primary key, user_id int, at timestamp)'
const INDEX = 'create index idx on usages (user_id, at)'
const VIEW = 'create materialized view daily as select user_id, count(*) as n from usages group by 1'
const again = (sql: string): string => sql.replace(/(index|view|table) /, '$1 if not exists ')
const adopts = (object: string, is: string, sql: string): readonly string[] => [
  `warning r2: \`${sql}\` on line 1 makes nothing: ${object}, made by r1, stands already and ${is}`,
]
const index = 'index public.idx'

/** What the first upgrade makes, what the second says with IF NOT EXISTS, and what is told of that. */
const ADOPTED: readonly [name: string, first: string, second: string, says: readonly string[]][] = [
  ['the same index', INDEX, again(INDEX), []],
  ['a new index', 'select 1', again(INDEX), []],
  ['an index made anew', INDEX, `drop index idx; ${again(INDEX)}`, []],
  [
    'an index that is not unique',
    INDEX,
    'create unique index if not exists idx on usages (user_id, at)',
    adopts(index, 'is not unique', 'create unique index if not exists idx on usages (user_id, at)'),
  ],
  [
    'an index on other columns',
    INDEX,
    'create index if not exists idx on usages (at)',
    adopts(index, 'is on user_id and at, not at', 'create index if not exists idx on usages (at)'),
  ],
  ['an index with other order', 'create index idx on usages (user_id desc, at)', again(INDEX), []],
  [
    'a partial index',
    `${INDEX} where id > 1`,
    again(INDEX),
    adopts(index, 'has a WHERE clause', again(INDEX)),
  ],
  [
    'an index on an expression',
    'create index idx on usages ((id + 1))',
    again(INDEX),
    adopts(index, 'is on an expression', again(INDEX)),
  ],
  ['the same view', VIEW, again(VIEW), []],
  [
    'a view of other columns',
    VIEW,
    'create materialized view if not exists daily as select at, 1 as n from usages',
    adopts(
      'materialized view public.daily',
      'has the columns user_id and n, not at and n',
      'create materialized view if not exists daily as select at, 1 as n from usages',
    ),
  ],
  [
    'a view whose columns are not told',
    VIEW,
    "create materialized view if not exists daily as select *, lower('a') from usages",
    [],
  ],
  ['a table with more columns', 'create table t (a int, b int)', 'create table if not exists t (a int)', []],
  [
    'a table that lacks one',
    'create table t (a int)',
    'create table if not exists t (a int, b int)',
    adopts('table public.t', 'has no column b', 'create table if not exists t (a int, b int)'),
  ],
  [
    'a table that is given it',
    'create table t (a int)',
    'create table if not exists t (a int, b int); alter table t add column if not exists b int',
    [],
  ],
  [
    'a table by that name in two schemas',
    'create schema app; create table app.t (b int); create table t (a int)',
    'create table if not exists t (a int, b int)',
    [],
  ],
]

test.each(ADOPTED)('%s', async (_, first, second, says) => {
  expect(await told(ID, [first, second], SETUP)).toEqual(says)
})

test('an index that another revision made and this downgrade drops', () => {
  const table = object('table', 'public.usages')
  const idx = object(
    'index',
    'public.idx',
    { definition: 'CREATE INDEX idx ON public.usages USING btree (user_id)' },
    table,
  )
  const statements = [statement('CREATE INDEX IF NOT EXISTS idx ON usages (user_id)', 12)]
  const stands = snapshot(table, idx)
  const about = (notUndone: readonly CatalogObject[], maker: string): readonly string[] =>
    findings(
      ID,
      evidence({
        before: stands,
        after: stands,
        notUndone: notUndone.map((one) => removed(one)),
        legs: { upgrade: { statements, intents: readIntents(statements) } },
      }),
      madeBy({ 'index public.idx': maker }),
    ).map(({ message }) => message)
  expect(about([idx], 'r1')).toEqual([
    `\`${statements[0]?.sql}\` on line 12 makes nothing: index public.idx, made by r1, stands already, and the downgrade drops it`,
  ])
  expect([about([], 'r1'), about([idx], 'r2')]).toEqual([[], []])
})

const drops = (name: string): string => `DROP MATERIALIZED VIEW IF EXISTS ${name}`
const stays = (sql: string): readonly string[] => [
  `\`${sql}\` on line 25 drops nothing, while materialized view public.daily_usage_matview stays`,
]
const TABLE = object('table', 'public.users')
const skipping = 'materialized view "daily_usage_matview" does not exist, skipping'

/** The statements of a downgrade, what it leaves, what the server notices, and what is told. */
const SKIPPED: readonly [
  name: string,
  sql: readonly string[],
  left: readonly CatalogObject[],
  notices: readonly string[],
  says: readonly string[],
][] = [
  ['a misspelt name', [drops('daily_usages_matview')], [DAILY], [], stays(drops('daily_usages_matview'))],
  ['another name, the only one', [drops('weekly')], [DAILY], [], stays(drops('weekly'))],
  ['other names, of which any may be meant', [drops('weekly'), drops('yearly')], [DAILY], [], []],
  [
    'another schema',
    [drops('app.daily_usage_matview')],
    [DAILY],
    [],
    stays(drops('app.daily_usage_matview')),
  ],
  [
    'a search_path that does not lead there',
    [drops('daily_usage_matview')],
    [DAILY],
    [skipping],
    stays(drops('daily_usage_matview')),
  ],
  ['a drop that is not known to be skipped', [drops('daily_usage_matview')], [DAILY], [], []],
  ['nothing is left', [drops('weekly')], [], [], []],
  ['only another kind is left', [drops('weekly')], [TABLE], [], []],
  [
    'room is made for what is created',
    [drops('weekly'), 'CREATE MATERIALIZED VIEW weekly AS SELECT 1'],
    [DAILY],
    [],
    [],
  ],
  ['a drop that is not guarded', ['DROP MATERIALIZED VIEW weekly'], [DAILY], [], []],
]

test.each(SKIPPED)('a downgrade: %s', (_, sql, left, notices, says) => {
  const statements = sql.map((one) => statement(one, 25))
  const about = evidence({
    before: snapshot(),
    after: snapshot(...left),
    notUndone: left.map((one) => added(one)),
    legs: {
      downgrade: {
        statements,
        intents: readIntents(statements),
        notices: notices.map((message) => ({ severity: 'NOTICE', message })),
      },
    },
  })
  expect(findings(ID, about).map(({ message }) => message)).toEqual(says)
})
