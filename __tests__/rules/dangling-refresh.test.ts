import { describe, expect, test } from '@jest/globals'
import { file, judged, judgedByShards, told, toldOf, type Upgrade } from './history.js'

const TABLE = 'create table usages (id int primary key, user_id int)'
const VIEW =
  'create materialized view daily as select distinct user_id from usages; create unique index idx on daily (user_id)'
const DROP = 'drop materialized view daily'
const refresher = (body: string): string =>
  `create or replace function refresh() returns trigger language plpgsql as $f$ begin ${body}; return null; end $f$`
const FUNCTION = refresher('refresh materialized view concurrently daily')
const what = 'function public.refresh() refreshes materialized view'

/** What is told of a history, nothing of another. */
const CASES: readonly [name: string, upgrades: readonly Upgrade[], says: readonly string[]][] = [
  ['the view stands', [VIEW, FUNCTION], []],
  ['the view is dropped', [VIEW, FUNCTION, DROP, 'select 1'], [`error r3: ${what} daily, which is gone`]],
  [
    'the view is dropped with CASCADE',
    [VIEW, FUNCTION, 'drop table usages cascade'],
    [`error r3: ${what} daily, which is gone`],
  ],
  [
    'the view is renamed',
    [VIEW, FUNCTION, 'alter materialized view daily rename to usage'],
    [`error r3: ${what} daily, which is gone`],
  ],
  [
    'the view becomes a table',
    [VIEW, FUNCTION, `${DROP}; create table daily (a int)`],
    [`error r3: ${what} daily, which is gone`],
  ],
  ['the view is made again later', [VIEW, FUNCTION, DROP, VIEW], []],
  ['the function comes first', [FUNCTION, VIEW], []],
  ['the function goes too', [VIEW, FUNCTION, `${DROP}; drop function refresh()`], []],
  ['the function goes later', [VIEW, FUNCTION, DROP, 'drop function refresh()'], []],
  [
    'the function is made when the view is gone',
    [VIEW, DROP, FUNCTION],
    [`error r3: ${what} daily, which is gone`],
  ],
  [
    'the function is replaced by a wrong one',
    [{ applied: `${VIEW}; ${refresher('null')}` }, refresher('refresh materialized view dayly')],
    [`warning r2: ${what} dayly, which no migration makes`],
  ],
  [
    'the view moves to another schema',
    [
      VIEW,
      refresher('refresh materialized view public.daily'),
      'create schema s; alter materialized view daily set schema s',
    ],
    [`error r3: ${what} public.daily, which is gone`],
  ],
  [
    'two views',
    [VIEW, refresher('refresh materialized view daily; refresh materialized view nightly'), DROP],
    [`error r3: function public.refresh() refreshes materialized views daily and nightly, which are gone`],
  ],
  [
    'it asks first',
    [
      VIEW,
      refresher(`if to_regclass('daily') is not null then refresh materialized view daily; end if`),
      DROP,
    ],
    [],
  ],
  [
    'it makes the view itself',
    [refresher('create materialized view x as select 1; refresh materialized view x')],
    [],
  ],
  [
    'SQL made at run time',
    [VIEW, refresher(`execute format('refresh materialized view %I', 'daily')`), DROP],
    [],
  ],
  ['both older than what is checked', [{ applied: `${VIEW}; ${FUNCTION}; ${DROP}` }, 'select 1'], []],
  ['the view would have been made by an upgrade that failed', [FUNCTION, `${VIEW}; select 1/0`], []],
  ['a view without its index', [VIEW, FUNCTION, 'drop index idx'], []],
  [
    'a view without its index, older than what is checked',
    [{ applied: `${VIEW}; drop index idx` }, FUNCTION],
    [`error r2: ${what} public.daily CONCURRENTLY, which is refused, because it has no unique index`],
  ],
]

test.each(CASES)('%s', async (_, upgrades, says) => {
  expect(await told('dangling-refresh', upgrades, TABLE)).toEqual(says)
})

/** The histories, the last upgrade of which another shard checks than those before. */
const PARTS = CASES.flatMap(([name, upgrades, says]) => {
  const checked = upgrades.filter((upgrade) => typeof upgrade === 'string')
  const first = upgrades.length - 1
  return first > 0 && checked.length === upgrades.length ? [[name, checked, first, says] as const] : []
})

describe('two shards tell together what one run tells', () => {
  test.each(PARTS)('%s', async (_, upgrades, first, says) => {
    expect(toldOf('dangling-refresh', await judgedByShards(upgrades, first, TABLE))).toEqual(says)
  })
})

const OPS = file('refresh-sql', 'refresh materialized view concurrently daily')

/** The application refreshes it, by a file. */
const BY_FILE: readonly [name: string, upgrades: readonly Upgrade[], says: readonly string[]][] = [
  [
    'the view is dropped',
    [VIEW, DROP],
    ['error r2: refresh-sql file ops/refresh.sql refreshes materialized view daily, which is gone'],
  ],
  ['the view stands', [VIEW], []],
  ['the view is not made by migrations', ['select 1'], []],
  ['the view was dropped before what is checked', [{ applied: `${VIEW}; ${DROP}` }, 'select 1'], []],
]

test.each(BY_FILE)('a file: %s', async (_, upgrades, says) => {
  expect(await told('dangling-refresh', upgrades, TABLE, [OPS])).toEqual(says)
})

test('a file that is run before the migrations need not fit what stands in the end', async () => {
  expect(await told('dangling-refresh', [VIEW, DROP], TABLE, [{ ...OPS, option: 'setup-sql' }])).toEqual([])
})

test('the trigger that runs it is named', async () => {
  const trigger = 'create trigger t after insert on usages for each statement execute function refresh()'
  const [finding] = await judged([VIEW, `${FUNCTION}; ${trigger}`, DROP], TABLE)
  expect(finding?.help).toContain(
    'every statement that fires trigger public.usages.t raises an error and is undone',
  )
})

test('a pg_cron job', async () => {
  const cron = `${TABLE}; create schema cron; create function cron.schedule(text, text) returns int language sql as 'select 1'`
  const job = `select cron.schedule('0 3 * * *', 'refresh materialized view daily')`
  expect(await told('dangling-refresh', [`${VIEW}; ${job}`, DROP], cron)).toEqual([
    'error r2: pg_cron job refresh materialized view daily refreshes materialized view daily, which is gone',
  ])
})
