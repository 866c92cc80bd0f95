import { expect, test } from '@jest/globals'
import type { Snapshot } from '../../src/model/catalog.js'
import { DAILY, evidence, findings, object, snapshot, statement } from './evidence.js'
import { readIntents, told } from './history.js'

const ID = 'promised-but-missing'
const SETUP = 'create table usages (id int primary key, user_id int); create table other (user_id int)'
const DAILY_SQL = 'create materialized view if not exists daily as select user_id from usages'
const INDEX = 'create index if not exists idx on usages (user_id)'

/** What stands before, an upgrade that passes, and what is told of it. */
const CASES: readonly [name: string, before: string, upgrade: string, says: readonly string[]][] = [
  ['what is there', '', `${DAILY_SQL}; ${INDEX}; create unique index on daily (user_id)`, []],
  [
    'a table under the name',
    'create table daily (user_id int)',
    DAILY_SQL,
    [
      `error r2: \`${DAILY_SQL}\` on line 1 passes, but after the upgrade there is no materialized view daily: the name belongs to table public.daily`,
    ],
  ],
  [
    'the index of another table under the name',
    'create index idx on other (user_id)',
    INDEX,
    [
      `error r2: \`${INDEX}\` on line 1 passes, but after the upgrade there is no index idx on usages: the name belongs to index public.idx on table public.other`,
    ],
  ],
  ['a view that stood already', DAILY_SQL, DAILY_SQL, []],
  ['a view dropped again', '', `${DAILY_SQL}; drop materialized view daily`, []],
  ['a view renamed', '', `${DAILY_SQL}; alter materialized view daily rename to weekly`, []],
  ['a view moved', 'create schema app', `${DAILY_SQL}; alter materialized view daily set schema app`, []],
  ['what a CASCADE takes', '', `${DAILY_SQL}; drop table usages cascade`, []],
  [
    'a view in another schema',
    'create schema app',
    `set search_path to app, public; ${DAILY_SQL}; reset search_path`,
    [],
  ],
  [
    'what a DO block may drop',
    '',
    `${DAILY_SQL}; do $$ begin execute 'drop materialized view da' || 'ily'; end $$`,
    [],
  ],
  ['what is rolled back', '', `${DAILY_SQL}; rollback`, []],
  [
    'an index on a temporary table',
    '',
    'create temp table scratch (a int); create index i on scratch (a)',
    [],
  ],
  [
    'an index on a temporary table that hides another',
    '',
    'create temp table usages (a int); create index i on usages (a)',
    [],
  ],
  ['an index that goes with its table', '', `${INDEX}; drop table usages`, []],
  ['an index that goes with its column', '', `${INDEX}; alter table usages drop column user_id`, []],
  ['an index whose table is renamed', '', `${INDEX}; alter table usages rename to uses`, []],
  [
    'an index that becomes a constraint',
    '',
    'create unique index idx on usages (user_id); alter table usages add constraint users_once unique using index idx',
    [],
  ],
  [
    'an index that a constraint has already',
    'alter table usages add constraint idx unique (user_id)',
    INDEX,
    [],
  ],
  ['a drop by schema', DAILY_SQL, 'drop materialized view public.daily', []],
  ['a drop and a new one', `${DAILY_SQL}; ${INDEX}`, `drop index idx; ${INDEX}`, []],
  [
    'a guarded drop that the search_path does not lead to',
    'create schema app; create table app.t (a int); create index idx on app.t (a)',
    'drop index if exists idx',
    [],
  ],
]

test.each(CASES)('%s', async (_, before, upgrade, says) => {
  expect(await told(ID, [before, upgrade], SETUP)).toEqual(says)
})

const USAGES = object('table', 'public.message_usages')
const drafts = (sql: string, before: Snapshot, after: Snapshot): ReturnType<typeof findings> => {
  const statements = [statement(sql, 12)]
  return findings(
    ID,
    evidence({ before, after, legs: { upgrade: { statements, intents: readIntents(statements) } } }),
  )
}

/** What a second connection rolled back. */
const UNDONE: readonly [sql: string, before: Snapshot, after: Snapshot, says: string][] = [
  [
    'CREATE MATERIALIZED VIEW daily AS SELECT 1 AS a',
    snapshot(USAGES),
    snapshot(USAGES),
    'after the upgrade there is no materialized view daily',
  ],
  [
    'CREATE INDEX idx ON message_usages (user_id)',
    snapshot(USAGES),
    snapshot(USAGES),
    'after the upgrade there is no index idx on message_usages',
  ],
  [
    'DROP MATERIALIZED VIEW daily_usage_matview',
    snapshot(DAILY),
    snapshot(DAILY),
    'materialized view public.daily_usage_matview still stands after the upgrade',
  ],
]

test.each(UNDONE)('undone: %s', (sql, before, after, says) => {
  const [draft] = drafts(sql, before, after)
  expect(draft?.message).toBe(`\`${sql}\` on line 12 passes, but ${says}`)
  expect(draft?.location).toMatchObject({ line: 12 })
  expect(draft?.help).toContain('engine.connect()')
})

test('an extension may make a view of it', () => {
  const view = object('view', 'public.daily')
  expect(drafts('CREATE MATERIALIZED VIEW daily AS SELECT 1 AS a', snapshot(), snapshot(view))).toEqual([])
})
