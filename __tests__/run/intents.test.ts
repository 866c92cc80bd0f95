import { beforeAll, expect, test } from '@jest/globals'
import type { Intent, WrittenName } from '../../src/model/intent.js'
import { openIntents, type IntentReader } from '../../src/run/intents.js'

let read: IntentReader
beforeAll(async () => {
  read = await openIntents()
})

const name = ({ schema, name: bare }: WrittenName): string => (schema === null ? bare : `${schema}.${bare}`)
const FLAGS = ['cascade', 'conditional', 'replaces', 'concurrently', 'withNoData'] as const

function said(one: Intent): string {
  const on = one.on === null ? '' : ` on ${name(one.on)}`
  const becomes = one.becomes === null ? '' : ` to ${one.becomes}`
  return [
    `${one.act} ${one.kind} ${name(one.target)}${on}${becomes}`,
    ...FLAGS.filter((flag) => one[flag]),
  ].join(', ')
}

test.each<[sql: string, says: readonly string[]]>([
  [
    `DROP MATERIALIZED VIEW IF EXISTS daily CASCADE; CREATE MATERIALIZED VIEW daily AS SELECT 1 AS a WITH NO DATA;`,
    ['drop materialized view daily, cascade, conditional', 'create materialized view daily, withNoData'],
  ],
  [
    'create unique index concurrently if not exists i on app.daily (a)',
    ['create index app.i on app.daily, conditional, concurrently'],
  ],
  ['create index on daily (a)', []],
  ['create table "My Table" (id int)', ['create table My Table']],
  ['create temp table scratch as select 1', []],
  ['create or replace view app.v as select 1', ['create view app.v, replaces']],
  ['refresh materialized view concurrently daily', ['refresh materialized view daily, concurrently']],
  ['drop table a, app.b', ['drop table a', 'drop table app.b']],
  ['drop schema app cascade', ['drop schema app, cascade']],
  ['drop function app.one(int)', ['drop function app.one']],
  ['drop type if exists app.mood', ['drop type app.mood, conditional']],
  ['drop trigger touch on app.users', ['drop trigger touch on app.users']],
  ['alter materialized view daily rename to weekly', ['rename materialized view daily to weekly']],
  ['alter table users rename column a to b', ['rename column a on users to b']],
  ['alter view v set schema app', ['move view v to app']],
  ['alter table users drop column a cascade', ['alter table users', 'drop column a on users, cascade']],
  ['alter table users drop constraint k', ['alter table users', 'drop constraint k on users']],
  ['insert into t values ($1)', []],
])('%s', (sql, says) => {
  expect(read([{ sql, milliseconds: 0, line: null }]).all.map(said)).toEqual(says)
})

test.each<[sql: string, columns: readonly string[] | undefined]>([
  ['create materialized view v as select a.b, count(*) as n from a', ['b', 'n']],
  ['create materialized view v (x) as select a, b as c from t union select 1, 2', ['x', 'c']],
  ['create materialized view v as select *, 1 as n from t', undefined],
  ['create materialized view v as select lower(a) from t', undefined],
  ['create materialized view v as values (1)', undefined],
  ['create table t (a int, b text, unique (a))', ['a', 'b']],
  ['create table t (a int, like other)', undefined],
  ['create table t (a int) inherits (other)', undefined],
  ['create index i on t (a desc, b)', ['a', 'b']],
  ['create index i on t (a, lower(b))', undefined],
])('the columns of %s', (sql, columns) => {
  expect(read([{ sql, milliseconds: 0, line: null }]).all.map((one) => one.columns)).toEqual([columns])
})

test('what an index is to be', () => {
  const sql = 'create unique index i on t (a) where a > 1; create index j on t (a)'
  expect(read([{ sql, milliseconds: 0, line: null }]).all).toMatchObject([
    { unique: true, partial: true },
    { unique: false, partial: false },
  ])
})

test.each([
  'rollback',
  'rollback to savepoint s',
  'drop owned by app',
  'do $$ begin drop table t; end $$',
  'call work()',
  'select work()',
  'this is no SQL',
])('what is done by %s is not told', (sql) => {
  const { all, opaque } = read([{ sql, milliseconds: 0, line: null }])
  expect([all, opaque]).toEqual([[], [0]])
})
