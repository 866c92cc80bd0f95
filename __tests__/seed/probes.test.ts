import { afterEach, beforeEach, expect, test } from '@jest/globals'
import type { CatalogObject } from '../../src/model/catalog.js'
import type { Probe } from '../../src/model/data.js'
import { openRows, type RowKeeper } from '../../src/seed/index.js'
import { object } from '../rules/evidence.js'
import { createTestDatabase, serverMajor, type TestDatabase } from '../support/database.js'

let database: TestDatabase
let rows: RowKeeper
beforeEach(async () => {
  database = await createTestDatabase()
  rows = await openRows(database.target, { name: 'alembic_version', schema: null })
  await database.query(
    'create table t (id serial primary key, user_id int, at timestamp not null, atz timestamptz not null, n int)',
  )
  await rows.fill()
})
afterEach(async () => {
  await rows.close()
  await database.drop()
})

async function probed(query: string, concurrently = false, index = ''): Promise<Probe> {
  await database.query(`create materialized view v as ${query} with no data; ${index}`)
  if (concurrently) await database.query('refresh materialized view v')
  const [row] = await database.query(
    `select pg_get_viewdef('v') as definition, relispopulated as populated from pg_class where relname = 'v'`,
  )
  const view: CatalogObject = object('materialized view', 'public.v', row as CatalogObject['properties'])
  const [probe] = await rows.probe([{ view, concurrently }])
  if (probe === undefined) throw new Error('nothing was told')
  return probe
}

const differing = ({ settings }: Probe): readonly string[] =>
  settings.flatMap(({ setting, value, differs }) => (differs ? [`${setting} ${value}`] : []))

const ZONES = ['TimeZone Asia/Tokyo', 'TimeZone America/New_York']

test.each([
  ['a timestamp said to be of Tokyo, and its day', `(at at time zone 'Asia/Tokyo')::date`, ZONES],
  ['the same from UTC', `(at at time zone 'UTC' at time zone 'Asia/Tokyo')::date`, []],
  ['a timestamptz as of Tokyo, and its day', `(atz at time zone 'Asia/Tokyo')::date`, []],
  ['the day of a timestamptz', 'atz::date', ZONES],
  ['a timestamptz itself', 'atz', []],
  ['a timestamptz as text', 'atz::text', [...ZONES, 'DateStyle SQL, DMY']],
  ['a date as text', 'at::date::text', ['DateStyle SQL, DMY']],
  ['a text as a date', `('0' || user_id || '/02/2024')::date`, ['DateStyle SQL, DMY']],
  ['an interval as text', `(at - '2024-01-01')::text`, ['IntervalStyle iso_8601']],
  ['to_char of a timestamp', `to_char(at, 'YYYY-MM-DD')`, []],
])('%s', async (_, expression, expected) => {
  const probe = await probed(`select id, ${expression} as x from t`)
  expect(differing(probe)).toEqual(expected)
  expect(probe).toMatchObject({ unsteady: false, refresh: { error: null } })
})

test.each([
  ['random()', true],
  ['clock_timestamp()', true],
  ['now()', false],
])('%s gives other rows the second time: %s', async (expression, unsteady) => {
  const probe = await probed(`select id, ${expression} as x from t`)
  expect(probe.unsteady).toBe(unsteady)
  expect(differing(probe).filter((one) => !one.startsWith('TimeZone'))).toEqual([])
})

test('a function that needs the search_path', async () => {
  await database.query(
    `create function twice(int) returns bigint language sql as 'select $1 * count(*) from t'`,
  )
  const probe = await probed('select twice(id) as x from t')
  expect(probe.settings.find(({ setting }) => setting === 'search_path')?.error).toMatchObject({
    sqlstate: '42P01',
  })
  if ((await serverMajor()) >= 17) expect(probe.refresh.error?.sqlstate).toBe('42P01')
})

test('duplicate rows break the unique index', async () => {
  await database.query('insert into t (user_id, at, atz) select 1, at, atz from t')
  const probe = await probed('select user_id from t', false, 'create unique index on v (user_id)')
  expect(probe.refresh.error).toMatchObject({ sqlstate: '23505', detail: 'Key (user_id)=(1) is duplicated.' })
})

test('duplicate rows that come later break the concurrent refresh, and nothing of it stays', async () => {
  await database.query(
    'create materialized view w as select user_id from t; create unique index on w (user_id)',
  )
  await database.query('insert into t (user_id, at, atz) select 1, at, atz from t')
  const [before] = await database.query(`select xmin, relfilenode from pg_class where relname = 'w'`)
  const view = object('materialized view', 'public.w', {
    definition: 'select user_id from public.t',
    populated: true,
  })
  const [probe] = await rows.probe([{ view, concurrently: true }])
  expect(probe?.refresh.error).toMatchObject({
    sqlstate: '21000',
    message: 'new data for materialized view "w" contains duplicate rows without any null columns',
  })
  expect(await database.query(`select xmin, relfilenode from pg_class where relname = 'w'`)).toEqual([before])
})

test('one that is not populated is refreshed first', async () => {
  await database.query(
    'create materialized view u as select id from t with no data; create unique index on u (id)',
  )
  const view = object('materialized view', 'public.u', {
    definition: 'select id from public.t',
    populated: false,
  })
  expect(await rows.probe([{ view, concurrently: true }])).toMatchObject([{ refresh: { error: null } }])
  expect(await database.query(`select relispopulated from pg_class where relname = 'u'`)).toEqual([
    { relispopulated: false },
  ])
})
