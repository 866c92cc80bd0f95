import { expect, test } from '@jest/globals'
import type { Intent } from '../../src/model/intent.js'
import { evidence, findings, intent, madeBy, object, removed, snapshot, statement } from './evidence.js'
import { judged, told } from './history.js'

const ID = 'cascade-dropped'
const SETUP = `create table usages (id int primary key, user_id int);
  create table notes (id int primary key, usage_id int references usages, kind text)`
const DAILY = 'create materialized view daily as select user_id, count(*) as n from usages group by 1'
const TOP = 'create view top as select user_id from daily'
const MADE = `${DAILY}; create unique index key on daily (user_id)`
const REMADE = `drop materialized view daily cascade; ${MADE}`

const took = (what: string, by: string, severity = 'error', verb = 'is'): readonly string[] => [
  `${severity} r3: \`${by}\` on line 1 also drops ${what}, which ${verb} named nowhere in the upgrade`,
]
const BY = 'drop materialized view daily cascade'

/** What two upgrades make, what the third does, and what is told of that. */
const CASES: readonly [
  name: string,
  made: readonly [string, string],
  third: string,
  says: readonly string[],
][] = [
  ['a view on top', [MADE, TOP], REMADE, took('view public.top (made by r2)', BY)],
  [
    'all that stands on it, one above the other',
    [
      MADE,
      `${TOP}; create view higher as select * from top; create materialized view other as select * from higher`,
    ],
    REMADE,
    took(
      'materialized view public.other (made by r2), view public.higher (made by r2) and view public.top (made by r2)',
      BY,
      'error',
      'are',
    ),
  ],
  ['a view that is dropped by name', [MADE, TOP], `drop view top; ${REMADE}`, []],
  ['a view that is made again', [MADE, TOP], `${REMADE}; ${TOP}`, []],
  ['a view that only a DO block names', [MADE, TOP], `do $$ begin perform 'top'; end $$; ${REMADE}`, []],
  ['nothing that CASCADE took', [MADE, 'create view apart as select 1 as a'], REMADE, []],
  ['a view renamed in time', [MADE, TOP], `alter view top rename to kept; drop view kept; ${REMADE}`, []],
  [
    'a column that a view reads',
    [MADE, 'create view kinds as select kind from notes; create view others as select usage_id from notes'],
    'alter table notes drop column kind cascade',
    took('view public.kinds (made by r2)', 'alter table notes drop column kind cascade'),
  ],
  [
    'a foreign key, only a warning',
    ['create table gone (id int primary key)', 'create table stays (gone_id int references gone)'],
    'drop table gone cascade',
    took('constraint public.stays.stays_gone_id_fkey (made by r2)', 'drop table gone cascade', 'warning'),
  ],
  [
    'the key of a table that the migration works on',
    ['create table gone (id int primary key)', 'create table stays (gone_id int references gone)'],
    'drop table gone cascade; alter table stays drop column gone_id',
    [],
  ],
  [
    'what is in a schema named',
    ['create schema app', 'create table app.one (id serial)'],
    'drop schema app cascade',
    [],
  ],
  [
    'a view outside the schema',
    ['create schema app; create table app.one (id serial)', 'create view ones as select id from app.one'],
    'drop schema app cascade',
    took('view public.ones (made by r2)', 'drop schema app cascade'),
  ],
  [
    'a column of a dropped type',
    [
      "create type mood as enum ('a')",
      'create table people (mood mood); create index by_mood on people (mood)',
    ],
    'drop type mood cascade',
    took(
      'column public.people.mood (made by r2) and index public.by_mood (made by r2)',
      'drop type mood cascade',
      'error',
      'are',
    ),
  ],
  [
    'a trigger with its function, only a warning',
    [
      'create function touch() returns trigger language plpgsql as $$ begin return new; end $$',
      'create trigger t1 before update on notes for each row execute function touch()',
    ],
    'drop function touch() cascade',
    took('trigger public.notes.t1 (made by r2)', 'drop function touch() cascade', 'warning'),
  ],
  [
    'partitions, an owned sequence and the indexes of a table named',
    [
      'create table logs (id serial, at date) partition by range (at)',
      "create table y26 partition of logs for values from ('2026-01-01') to ('2027-01-01'); create index on logs (at)",
    ],
    'drop table logs cascade',
    [],
  ],
]

test.each(CASES)('%s', async (_, made, third, says) => {
  expect(await told(ID, [...made, third], SETUP)).toEqual(says)
})

test('the fix makes them again, oldest first, where what they read is there', async () => {
  const top = `${TOP}; comment on view top is 'x'; create view higher as select * from top`
  const [taken] = (await judged([MADE, top, REMADE], SETUP)).filter(({ rule }) => rule === ID)
  expect(taken?.fix?.sql.map((sql) => sql.split(' AS\n')[0])).toEqual([
    'CREATE VIEW public.top',
    "COMMENT ON VIEW public.top IS 'x'",
    'CREATE VIEW public.higher',
  ])
  expect(await told(ID, [MADE, top, [REMADE, ...(taken?.fix?.sql ?? [])].join(';')], SETUP)).toEqual([])
})

test('no fix where what they read is gone', async () => {
  const [taken] = (await judged([MADE, TOP, BY], SETUP)).filter(({ rule }) => rule === ID)
  expect([taken?.object?.identity, taken?.fix]).toEqual(['public.top', null])
})

const drop = (kind: string, name: string, statement: number): Intent =>
  intent('drop', { kind, schema: null, name }, { cascade: true, statement })

test('each is told of the statement that took it', () => {
  const [one, other] = [object('table', 'public.one'), object('table', 'public.other')]
  const reading = (name: string, table: string): ReturnType<typeof object> => ({
    ...object('view', `public.${name}`, { definition: 'SELECT 1' }),
    facts: { reads: [`table public.${table}`] },
  })
  const [first, second] = [reading('first', 'one'), reading('second', 'other')]
  const about = evidence({
    before: snapshot(one, other, first, second),
    after: snapshot(),
    upgraded: [one, other, first, second].map((gone) => removed(gone)),
    legs: {
      upgrade: {
        statements: [statement('DROP TABLE other CASCADE', 3), statement('DROP TABLE one CASCADE', 4)],
        intents: { all: [drop('table', 'other', 0), drop('table', 'one', 1)], opaque: [] },
      },
    },
  })
  expect(findings(ID, about).map(({ object: taken, location }) => [taken?.name, location?.line])).toEqual([
    ['second', 3],
    ['first', 4],
  ])
})

test('what the catalog does not tell the server’s notice does', () => {
  const table = object('table', 'public.users')
  const column = object('column', 'public.users.email', { type: 'citext' }, table)
  const sql = 'DROP EXTENSION citext CASCADE'
  const about = (message: string): readonly string[] =>
    findings(
      ID,
      evidence({
        before: snapshot(table, column),
        after: snapshot(table),
        upgraded: [removed(column)],
        legs: {
          upgrade: {
            statements: [statement(sql, 12)],
            intents: { all: [drop('extension', 'citext', 0)], opaque: [] },
            notices: [{ severity: 'NOTICE', message }],
          },
        },
      }),
      madeBy({ 'column public.users.email': 'r1' }),
    ).map(({ message: says }) => says)
  expect(
    about('drop cascades to 2 other objects\nDETAIL: drop cascades to column email of table users'),
  ).toEqual([
    `\`${sql}\` on line 12 also drops column public.users.email (made by r1), which is named nowhere in the upgrade`,
  ])
  expect(about('nothing of the kind')).toEqual([])
})
