import { expect, test } from '@jest/globals'
import { altered, DAILY, DAILY_INDEX, evidence, findings, object, removed, snapshot } from './evidence.js'
import type { JudgeSettings } from '../../src/rules/judge.js'
import { file, judged, told } from './history.js'

const ID = 'index-lost-on-redefine'
const SETUP = 'create table usages (id int primary key, user_id int, at timestamp, note text)'
const create = (columns = 'user_id, at'): string =>
  `create materialized view daily as select ${columns}, count(*) as n from usages group by ${columns}`
const KEY = 'create unique index key on daily (user_id, at)'
const BY_DAY = 'create index by_day on daily (at)'
const MADE = [create(), KEY, BY_DAY].join(';')
const DROP = 'drop materialized view daily'
const redefined = (...rest: readonly string[]): string =>
  [DROP, create('user_id, at, note'), KEY, ...rest].join(';')

const loses = (what: string): readonly string[] => [
  `error r2: the upgrade drops and makes again materialized view public.daily without its ${what}`,
]
const view = (options = ''): string => `create view open ${options} as select user_id from usages`

/** What the first upgrade makes, what the second does to it, and what is told of that. */
const CASES: readonly [name: string, first: string, second: string, says: readonly string[]][] = [
  ['all that it had', MADE, redefined(BY_DAY), []],
  ['an index lost', MADE, redefined(), loses('index by_day')],
  ['both indexes', MADE, `${DROP}; ${create('user_id, at')}`, loses('index key and index by_day')],
  ['the same index by another name', MADE, redefined('create index other on daily (at)'), []],
  ['an index dropped by name', MADE, `drop index by_day; ${redefined()}`, []],
  ['an index renamed', MADE, `alter index by_day rename to old_day; ${redefined()}`, []],
  [
    'an index whose column is gone',
    MADE,
    `${DROP}; ${create('user_id')}; create unique index key on daily (user_id)`,
    [],
  ],
  ['another index for it', MADE, redefined('create index by_day_and_user on daily (at, user_id)'), []],
  [
    'a unique index on other columns for the unique one',
    MADE,
    `${DROP}; ${create('user_id, at, note')}; ${BY_DAY}; create unique index by_note on daily (note)`,
    [],
  ],
  [
    'a unique index that no concurrent refresh takes',
    MADE,
    `${DROP}; ${create('user_id, at, note')}; ${BY_DAY}; create unique index by_note on daily (note) where n > 0`,
    loses('index key'),
  ],
  [
    'a unique index for one that is not',
    MADE,
    redefined('create unique index by_note on daily (note)'),
    loses('index by_day'),
  ],
  [
    'an index on a constant',
    `${create()}; ${KEY}; create unique index one_row on daily ((1))`,
    redefined(),
    [],
  ],
  [
    'an index on whole rows',
    `${create()}; ${KEY}; create index by_row on daily ((daily is null))`,
    redefined(),
    loses('index by_row'),
  ],
  ['the same name, another definition', MADE, redefined('create index by_day on daily (note)'), []],
  ['the old view kept', MADE, `alter materialized view daily rename to old; ${create('note')}`, []],
  [
    'a view made aside and renamed',
    MADE,
    `create materialized view new as select user_id, at from usages; ${DROP}; alter materialized view new rename to daily`,
    loses('index key and index by_day'),
  ],
  [
    'a statistics object',
    `${MADE}; create statistics st on user_id, at from daily`,
    redefined(BY_DAY),
    loses('statistics object st'),
  ],
  ['a comment', `${MADE}; comment on materialized view daily is 'x'`, redefined(BY_DAY), loses('comment')],
  [
    'a comment taken away',
    `${MADE}; comment on materialized view daily is 'x'`,
    `comment on materialized view daily is null; ${redefined(BY_DAY)}`,
    [],
  ],
  [
    'a grant',
    `${MADE}; grant select on daily to pg_monitor`,
    redefined(BY_DAY),
    loses('grants to pg_monitor'),
  ],
  [
    'a grant revoked',
    `${MADE}; grant select on daily to pg_monitor`,
    `revoke all on all tables in schema public from pg_monitor; ${redefined(BY_DAY)}`,
    [],
  ],
  [
    'a grant to another role',
    `${MADE}; grant select on daily to pg_monitor`,
    redefined(BY_DAY, 'grant select on daily to pg_read_all_data'),
    loses('grants to pg_monitor'),
  ],
  [
    'an owner',
    `${MADE}; alter materialized view daily owner to pg_monitor`,
    redefined(BY_DAY),
    loses('owner pg_monitor'),
  ],
  [
    'an owner chosen',
    `${MADE}; alter materialized view daily owner to pg_monitor`,
    redefined(BY_DAY, 'alter materialized view daily owner to pg_read_all_data'),
    [],
  ],
  [
    'options',
    `${MADE}; alter materialized view daily set (fillfactor = 70)`,
    redefined(BY_DAY),
    loses('options'),
  ],
  [
    'options reset',
    `${MADE}; alter materialized view daily set (fillfactor = 70)`,
    `alter materialized view daily reset (fillfactor); ${redefined(BY_DAY)}`,
    [],
  ],
  [
    'settings of a column and of an index',
    `${MADE}; alter materialized view daily alter column at set statistics 500; comment on column daily.at is 'x'; comment on index key is 'y'`,
    redefined(BY_DAY),
    loses('comment of index key, comment of column at and statistics of column at'),
  ],
  [
    'a plain view',
    `${view('with (security_barrier)')}; grant select on open to pg_monitor; comment on view open is 'x'`,
    `drop view open; ${view()}`,
    [
      'error r2: the upgrade drops and makes again view public.open without its comment, options and grants to pg_monitor',
    ],
  ],
  [
    'options that CREATE OR REPLACE VIEW drops',
    view('with (security_barrier)'),
    view().replace('create', 'create or replace'),
    ['error r2: the upgrade replaces view public.open without its options'],
  ],
  [
    'a view replaced',
    `${view()}; grant select on open to pg_monitor`,
    view().replace('create', 'create or replace'),
    [],
  ],
  [
    'a view made a materialized one',
    `${view()}; grant select, insert on open to pg_monitor`,
    `drop view open; ${view().replace('view', 'materialized view')}`,
    [
      'error r2: the upgrade drops and makes again materialized view public.open without its grants to pg_monitor',
    ],
  ],
]

test.each(CASES)('%s', async (_, first, second, says) => {
  expect(await told(ID, [first, second], SETUP)).toEqual(says)
})

test('nothing is said of a revision that was only applied', async () => {
  expect(await told(ID, [MADE, { applied: redefined() }], SETUP)).toEqual([])
})

test('the fix gives back all of it, in an order that works', async () => {
  const had = `${MADE}; comment on materialized view daily is 'x'; grant select on daily to pg_monitor;
    alter materialized view daily set (fillfactor = 70); alter materialized view daily alter column at set statistics 500`
  const [lost] = (await judged([had, redefined()], SETUP)).filter(({ rule }) => rule === ID)
  expect(lost?.fix?.sql).toEqual([
    'CREATE INDEX by_day ON public.daily USING btree (at)',
    "COMMENT ON MATERIALIZED VIEW public.daily IS 'x'",
    "ALTER MATERIALIZED VIEW public.daily SET (fillfactor = '70')",
    'GRANT SELECT ON public.daily TO pg_monitor',
    'ALTER MATERIALIZED VIEW public.daily ALTER COLUMN at SET STATISTICS 500',
  ])
  const mended = [redefined(), ...(lost?.fix?.sql ?? [])].join(';')
  expect(await told(ID, [had, mended], SETUP)).toEqual([])
})

test('the help says what becomes of a concurrent refresh, and how to say that it is meant', () => {
  const index = { ...DAILY_INDEX, facts: { unique: true } }
  const change = altered(DAILY, {}, [removed(index)])
  const [draft] = findings(
    ID,
    evidence({ before: snapshot(DAILY, index), after: snapshot(change.object), upgraded: [change] }),
  )
  expect(draft?.help).toContain(
    '`REFRESH MATERIALIZED VIEW CONCURRENTLY public.daily_usage_matview` is refused, because it has no unique index',
  )
  expect(draft?.help).toContain('`DROP INDEX public.idx_daily_usage_user_date`')
  expect(draft?.differences).toEqual([
    { property: 'index idx_daily_usage_user_date', old: expect.stringContaining('CREATE INDEX'), new: null },
  ])
})

const REFUSED =
  'From this revision on `REFRESH MATERIALIZED VIEW CONCURRENTLY public.daily` is refused, because it has no unique index'
const ops = file('refresh-sql', 'refresh materialized view concurrently daily')

/** Which rules speak of a revision that takes from the view what a concurrent refresh needs. */
const ONE_CAUSE: readonly [
  name: string,
  second: string,
  rules: readonly string[],
  severities?: JudgeSettings['severities'],
][] = [
  ['its unique index', `${DROP}; ${create()}; ${BY_DAY}`, [ID]],
  ['its unique index and grants', `${DROP}; ${create()}`, [ID]],
  [
    'its grants, and the unique index by name',
    `drop index key; ${DROP}; ${create()}; ${BY_DAY}`,
    ['refresh-not-concurrent', ID],
  ],
  ['only the index, not the view', 'drop index key', ['refresh-not-concurrent']],
  ['where the other rule is off', `${DROP}; ${create()}`, ['refresh-not-concurrent'], { [ID]: 'off' }],
  [
    'where the other rule is milder',
    `${DROP}; ${create()}`,
    ['refresh-not-concurrent', ID],
    { [ID]: 'warning' },
  ],
]

test.each(ONE_CAUSE)('one cause is told once: %s', async (_, second, rules, severities = {}) => {
  const first = `${MADE}; grant select on daily to pg_monitor`
  const findings = await judged([first, second], SETUP, [ops], { severities })
  expect(
    findings
      .map(({ rule }) => rule)
      .toSorted()
      .toReversed(),
  ).toEqual(rules)
  expect(findings[0]?.severity).toBe('error')
  const tells = findings.filter(({ rule, help }) => rule === ID && help.includes(REFUSED))
  expect(tells).toHaveLength(rules.includes(ID) ? 1 : 0)
})

test('the file that refreshes the view concurrently is named', async () => {
  const [finding] = await judged([MADE, `${DROP}; ${create()}`], SETUP, [ops])
  expect(finding?.help).toContain(`${REFUSED}, but refresh-sql file ops/refresh.sql does so;`)
})

test('a trigger lost with a view', () => {
  const open = object('view', 'public.open', { definition: 'SELECT 1' })
  const trigger = object('trigger', 'public.open.write', { definition: 'CREATE TRIGGER …' }, open)
  const change = altered(open, {}, [removed(trigger)])
  const about = evidence({
    before: snapshot(open, trigger),
    after: snapshot(change.object),
    upgraded: [change],
  })
  expect(findings(ID, about)[0]?.message).toContain('without its trigger write')
})
