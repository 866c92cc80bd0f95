import { describe, expect, test } from '@jest/globals'
import type { ConfiguredSql } from '../../src/model/configured-sql.js'
import { DAILY, MADE, UNIQUE, USAGES } from './daily.js'
import { file, judged, judgedByShards, told, toldOf, type Upgrade } from './history.js'

const ID = 'refresh-not-concurrent'
const view = 'materialized view public.daily'
const NONE = 'because it has no unique index'
const refresher = (body: string, language = 'plpgsql'): string =>
  `create function refresh() returns void language ${language} as $f$ ${body} $f$`

/** What is told of a history, nothing of another. */
const CASES: readonly [
  name: string,
  upgrades: readonly Upgrade[],
  says: readonly string[],
  setup?: string,
][] = [
  ['a unique index on columns', [MADE], []],
  ['no index', [DAILY], [`warning r1: ${view} cannot be refreshed CONCURRENTLY, ${NONE}`]],
  ['an index in a later revision', [DAILY, UNIQUE], []],
  [
    'a partial index',
    [`${DAILY}; ${UNIQUE} where n > 1`],
    [
      `warning r1: ${view} cannot be refreshed CONCURRENTLY, because its unique index \`idx\` has a WHERE clause`,
    ],
  ],
  [
    'an index on an expression',
    [`${DAILY}; create unique index idx on daily (user_id, (day + 1))`],
    [
      `warning r1: ${view} cannot be refreshed CONCURRENTLY, because its unique index \`idx\` is on an expression, not on columns alone`,
    ],
  ],
  ['INCLUDE and nulls', [`${DAILY}; create unique index idx on daily (user_id, day) include (n)`], []],
  [
    'the index dropped',
    [MADE, 'drop index idx'],
    [`error r2: ${view} can no longer be refreshed CONCURRENTLY, ${NONE}`],
  ],
  [
    'the index dropped, and back later',
    [MADE, 'drop index idx', UNIQUE],
    [`error r2: ${view} can no longer be refreshed CONCURRENTLY, ${NONE}`],
  ],
  [
    'made again without it, which index-lost-on-redefine tells',
    [MADE, `drop materialized view daily; ${DAILY}`],
    [],
  ],
  [
    'made again without it in two revisions',
    [MADE, 'drop materialized view daily', DAILY],
    [`warning r3: ${view} cannot be refreshed CONCURRENTLY, ${NONE}`],
  ],
  [
    'lost, and never had again',
    [MADE, 'drop index idx', `drop materialized view daily; ${DAILY}`],
    [`error r2: ${view} can no longer be refreshed CONCURRENTLY, ${NONE}`],
  ],
  ['renamed with its index', [MADE, 'alter materialized view daily rename to usage'], []],
  [
    'renamed without its index',
    [MADE, 'alter materialized view daily rename to usage; drop index idx'],
    [`error r2: materialized view public.usage can no longer be refreshed CONCURRENTLY, ${NONE}`],
  ],
  [
    'renamed though never fit',
    [DAILY, 'alter materialized view daily rename to usage', 'select 1'],
    [`warning r2: materialized view public.usage cannot be refreshed CONCURRENTLY, ${NONE}`],
  ],
  [
    'renamed, and then without its index',
    [
      MADE,
      'alter index idx rename to key; alter materialized view daily rename to usage',
      'drop index key',
      'select 1',
    ],
    [`error r3: materialized view public.usage can no longer be refreshed CONCURRENTLY, ${NONE}`],
  ],
  [
    'moved to another schema',
    [DAILY, 'create schema s; alter materialized view daily set schema s', 'select 1'],
    [`warning r2: materialized view s.daily cannot be refreshed CONCURRENTLY, ${NONE}`],
  ],
  ['dropped', [MADE, 'drop materialized view daily'], []],
  ['not populated', [`${DAILY} with no data; ${UNIQUE}`], []],
  ['older than what is checked', [{ applied: DAILY }, 'select 1'], []],
  ['made outside the migrations', ['select 1'], [], `${USAGES}; ${DAILY}`],
  ['an index that an upgrade failed to make', [DAILY, `${UNIQUE}; select 1/0`], []],
]

describe(ID, () => {
  test.each(CASES)('%s', async (_, upgrades, says, setup = USAGES) => {
    expect(await told(ID, upgrades, setup)).toEqual(says)
  })
})

/** The histories, the last upgrade of which another shard checks than those before. */
const PARTS = CASES.flatMap(([name, upgrades, says, setup]) => {
  const checked = upgrades.filter((upgrade) => typeof upgrade === 'string')
  const first = upgrades.length - 1
  return first > 0 && checked.length === upgrades.length ? [[name, checked, first, says, setup] as const] : []
})

describe('two shards tell together what one run tells', () => {
  test.each(PARTS)('%s', async (_, upgrades, first, says, setup = USAGES) => {
    expect(toldOf(ID, await judgedByShards(upgrades, first, setup))).toEqual(says)
  })
})

/** Who refreshes it, or null where it cannot be told with certainty. */
const WHO: readonly [name: string, upgrade: string, who: string | null][] = [
  [
    'a function',
    refresher('begin refresh materialized view concurrently daily; end'),
    'function public.refresh()',
  ],
  [
    'in other words',
    refresher('begin REFRESH /* all */ Materialized\n View -- now\n CONCURRENTLY "public" . DAILY; end'),
    'function public.refresh()',
  ],
  [
    'an SQL procedure',
    'create procedure refresh() language sql as $$ refresh materialized view concurrently public.daily $$',
    'procedure public.refresh()',
  ],
  [
    'a fixed EXECUTE',
    refresher(`begin execute 'refresh materialized view concurrently daily'; end`),
    'function public.refresh()',
  ],
  ['a migration', 'refresh materialized view concurrently daily', 'r2'],
  [
    'another view of a like name',
    refresher('begin refresh materialized view concurrently daily_2; end'),
    null,
  ],
  [
    'a name in another schema',
    refresher('begin refresh materialized view concurrently other.daily; end'),
    null,
  ],
  ['without CONCURRENTLY', refresher('begin refresh materialized view daily; end'), null],
  ['a comment', refresher('begin -- refresh materialized view concurrently daily;\n end'), null],
  ['a string', refresher(`begin raise notice 'refresh materialized view concurrently daily'; end`), null],
  [
    'SQL made at run time',
    refresher(`begin execute 'refresh materialized view concurrently ' || 'daily'; end`),
    null,
  ],
  [
    'an error that is caught',
    refresher(
      'begin refresh materialized view concurrently daily; exception when others then refresh materialized view daily; end',
    ),
    null,
  ],
]

describe('who refreshes it concurrently makes it an error', () => {
  test.each(WHO)('%s', async (_, upgrade, who) => {
    const says =
      who === null
        ? `warning r1: ${view} cannot be refreshed CONCURRENTLY, ${NONE}`
        : `error r1: ${view} cannot be refreshed CONCURRENTLY, ${NONE}, but ${who} does so`
    expect(await told(ID, [DAILY, upgrade], USAGES)).toEqual([says])
  })

  test('also of a view that is only not populated', async () => {
    const job = refresher('begin refresh materialized view concurrently daily; end')
    expect((await judged([`${DAILY} with no data; ${UNIQUE}`, job], USAGES)).map(({ rule }) => rule)).toEqual(
      [ID],
    )
  })
})

const REFRESH = 'refresh materialized view concurrently daily'
const FILE = 'ops/refresh.sql'

/** What a file that an option names says, and how it is told; null where it makes no error. */
const FILES: readonly [name: string, file: ConfiguredSql, who: string | null][] = [
  ['of the application', file('refresh-sql', REFRESH), `refresh-sql file ${FILE} does so`],
  ['run before the migrations', file('setup-sql', REFRESH), `setup-sql file ${FILE} does so`],
  ['of rows', file('seed', `insert into a values (1); ${REFRESH};`), `seed file ${FILE} does so`],
  [
    'in a DO block',
    file('refresh-sql', `do $$ begin ${REFRESH}; end $$`),
    `refresh-sql file ${FILE} does so`,
  ],
  [
    'that schedules a job',
    file('setup-sql', `select cron.schedule('0 3 * * *', '${REFRESH}')`),
    `setup-sql file ${FILE} does so`,
  ],
  ['without CONCURRENTLY', file('refresh-sql', 'refresh materialized view daily'), null],
  ['of another view', file('refresh-sql', 'refresh materialized view concurrently other.daily'), null],
  ['in a comment', file('refresh-sql', `-- ${REFRESH};\nselect 1`), null],
]

describe('a file that refreshes it concurrently makes it an error', () => {
  test.each(FILES)('%s', async (_, one, who) => {
    const says = `${view} cannot be refreshed CONCURRENTLY, ${NONE}`
    expect(await told(ID, [DAILY], USAGES, [one])).toEqual([
      who === null ? `warning r1: ${says}` : `error r1: ${says}, but ${who}`,
    ])
  })

  test('and is named where a revision takes the index away', async () => {
    const files = [file('refresh-sql', REFRESH, 'a.sql'), file('seed', REFRESH, 'b.sql')]
    expect(await told(ID, [MADE, 'drop index idx'], USAGES, files)).toEqual([
      `error r2: ${view} can no longer be refreshed CONCURRENTLY, ${NONE}, but refresh-sql file a.sql and seed file b.sql do so`,
    ])
  })

  test('but nothing is told of a view that is fit for it', async () => {
    expect(await told(ID, [MADE], USAGES, [file('refresh-sql', REFRESH)])).toEqual([])
  })
})

const CRON = `${USAGES}; create schema cron;
  create function cron.schedule(text, text, text) returns int language sql as 'select 1';
  create function cron.unschedule(text) returns int language sql as 'select 1'`
const NIGHTLY = `select cron.schedule('nightly', '0 3 * * *', $$refresh materialized view concurrently daily$$)`

test.each([
  ['stands', [DAILY, NIGHTLY], 'error'],
  ['stands in a DO block', [DAILY, `do $x$ begin perform ${NIGHTLY.slice(7)}; end $x$`], 'error'],
  ['was ended', [DAILY, NIGHTLY, `select cron.unschedule('nightly')`], 'warning'],
  [
    'got another command',
    [DAILY, NIGHTLY, `select cron.schedule('nightly', '0 3 * * *', 'vacuum')`],
    'warning',
  ],
])('a pg_cron job that %s', async (_, upgrades, severity) => {
  const [finding] = await judged(upgrades, CRON)
  expect(finding).toMatchObject({ rule: ID, severity })
  expect(finding?.message.endsWith(', but pg_cron job nightly does so')).toBe(severity === 'error')
})
