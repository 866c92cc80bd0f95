import { expect, test } from '@jest/globals'
import { keyOfObject, type CatalogObject, type Snapshot } from '../../src/model/catalog.js'
import {
  indexesOn,
  ObjectIndex,
  objectsOfKind,
  objectsOn,
  readersOf,
  relationsMentioned,
  relationsNamed,
} from '../../src/model/object-index.js'
import { ObjectMap } from '../../src/model/object-map.js'
import { object, snapshot } from '../rules/evidence.js'

const USERS = object('table', 'public.users')
const DAILY = { ...object('materialized view', 'public.daily'), facts: { reads: ['table public.users'] } }
const INDEX = object('index', 'public.daily_ux', {}, DAILY)
const COLUMN = object('column', 'public.users.id', {}, USERS)
const ALL = snapshot(USERS, DAILY, INDEX, COLUMN)
const called = (found: readonly CatalogObject[]): readonly string[] =>
  found.map(({ name }) => name).toSorted()

test('finds objects by their kind and by what they hang on', () => {
  expect(called(objectsOfKind(ALL, 'table'))).toEqual(['users'])
  expect(called(objectsOn(ALL, USERS))).toEqual(['id'])
  expect(called(indexesOn(ALL, DAILY))).toEqual(['daily_ux'])
  expect(indexesOn(ALL, USERS)).toEqual([])
  expect(called(readersOf(ALL, keyOfObject(USERS)))).toEqual(['daily'])
})

test.each([
  ['daily', null, ['daily']],
  ['daily', 'public', ['daily']],
  ['daily', 'app', []],
  ['Daily', null, []],
  ['id', null, []],
])('the relations that %s of the schema %s may mean', (name, schema, found) => {
  expect(called(relationsNamed({ name, schema }, ALL))).toEqual(found)
})

const ODD = snapshot(
  { ...USERS, name: 'all users' },
  { ...DAILY, name: 'täglich' },
  { ...INDEX, name: 'Daily_UX' },
  object('table', 'public.user'),
)

test.each([
  ['DELETE FROM "all users"', ['all users']],
  ['delete from TÄGLICH', ['täglich']],
  ['drop index "Daily_UX"', ['Daily_UX']],
  ['DELETE FROM public.user WHERE id = 1', ['user']],
  ['DELETE FROM users', []],
  [`INSERT INTO public.user VALUES ${'(1, a, b), '.repeat(1000)}`, ['user']],
])('%.40j names relations', (sql, found) => {
  expect(called(relationsMentioned(sql, ODD))).toEqual(found)
})

test('follows what the next snapshot has, and looks at nothing else', () => {
  const many = Array.from({ length: 5000 }, (_, at) => object('table', `public.t${at}`))
  const first = ObjectMap.EMPTY.with(new Map(many.map((one) => [keyOfObject(one), one])))
  const second = first.with(
    new Map([
      [keyOfObject(USERS), USERS],
      ['table public.t7', undefined],
    ]),
  )
  let read = 0
  const index = new ObjectIndex(({ name }) => (read++, [name]))
  const find = (objects: ObjectMap): readonly string[] =>
    ['t7', 'users'].flatMap((word) => called(index.find({ ...ALL, objects } satisfies Snapshot, word)))
  expect([find(first), find(second), find(first)]).toEqual([['t7'], ['users'], ['t7']])
  expect(read).toBe(5000 + 4)
})

test('gives one order, whichever way led to the snapshot', () => {
  const [one, other] = [object('table', 'public.a'), object('table', 'public.b')]
  const index = new ObjectIndex(({ kind }) => [kind])
  const find = (...tables: readonly CatalogObject[]): readonly string[] =>
    index.find(snapshot(...tables), 'table').map(({ name }) => name)
  expect([find(one, other), find(other), find(other, one)]).toEqual([['a', 'b'], ['b'], ['a', 'b']])
})
