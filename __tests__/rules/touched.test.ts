import { expect, test } from '@jest/globals'
import type { CatalogObject } from '../../src/model/catalog.js'
import type { Change } from '../../src/model/change.js'
import { Touched } from '../../src/rules/touched.js'
import { added, altered, DAILY, DAILY_INDEX, object, removed, replaced } from './evidence.js'

const COLUMN = object('column', 'public.message_usages.tokens', {}, object('table', 'public.message_usages'))
const TABLE = object('table', 'public.daily_usage_matview')
const REMADE = altered(DAILY, { definition: 'SELECT 2' })
const ALTERED = { ...altered(DAILY, { owner: 'other' }), recreated: false }
const SCHEMA = object('schema', 'app')
const DAILY_KEY = 'materialized view public.daily_usage_matview'
const made = (one: CatalogObject, ...children: Change[]): Change => added(one, children)

test.each<[name: string, steps: readonly Change[], touches: readonly string[]]>([
  ['made, with its index', [made(DAILY, added(DAILY_INDEX))], [`${DAILY_KEY} created`]],
  ['made and changed', [made(DAILY), ALTERED, REMADE], [`${DAILY_KEY} created`]],
  ['made and dropped', [made(DAILY), removed(DAILY, [removed(DAILY_INDEX)])], []],
  ['dropped with its index', [removed(DAILY, [removed(DAILY_INDEX)])], [`${DAILY_KEY} dropped`]],
  ['dropped and made', [removed(DAILY), made(DAILY)], [`${DAILY_KEY} recreated`]],
  ['altered, then made anew', [ALTERED, REMADE], [`${DAILY_KEY} recreated`]],
  ['made anew, then altered', [REMADE, ALTERED], [`${DAILY_KEY} recreated`]],
  ['given an index', [added(DAILY_INDEX)], [`${DAILY_KEY} altered`]],
  ['a column of a table', [added(COLUMN)], ['table public.message_usages altered']],
  ['dropped with its schema', [removed(SCHEMA, [removed(DAILY)])], [`${DAILY_KEY} dropped`]],
  [
    'a table in its place',
    [replaced(DAILY, TABLE)],
    [`${DAILY_KEY} dropped`, 'table public.daily_usage_matview created'],
  ],
  ['what is no relation', [added(object('function', 'public.f()')), added(SCHEMA)], []],
])('%s', (_, steps, touches) => {
  const touched = new Touched()
  for (const change of steps) touched.enter([change])
  expect([...touched.relations].map(([key, { touch }]) => `${key} ${touch}`)).toEqual(touches)
})
