import { describe, expect, test } from '@jest/globals'
import { keyOfObject, type CatalogObject, type Json } from '../../src/model/catalog.js'
import { dependenciesOf, inventoryOf } from '../../src/rules/inventory.js'
import { Touched } from '../../src/rules/touched.js'
import { added, DAILY, DAILY_INDEX, madeBy, object, removed, snapshot } from './evidence.js'

const withFacts = (one: CatalogObject, facts: Readonly<Record<string, Json>>): CatalogObject => ({
  ...one,
  facts,
})
const reading = (kind: string, name: string, ...sources: readonly CatalogObject[]): CatalogObject =>
  withFacts(object(kind, `public.${name}`), { reads: sources.map(keyOfObject) })

const USAGES = object('table', 'public.message_usages')
const USERS = object('table', 'public.users')
const INDEX = withFacts(DAILY_INDEX, { unique: true, partial: false, expression: false, valid: true })
const VIEW = withFacts(DAILY, { reads: [keyOfObject(USAGES)] })
const MONTHLY = reading('materialized view', 'monthly', VIEW, USERS)
const REPORT = reading('view', 'report', MONTHLY)
const PLAIN = reading('view', 'plain', USERS)
const HEADS = snapshot(USAGES, USERS, VIEW, INDEX, MONTHLY, REPORT, PLAIN)

describe('the inventory', () => {
  test('tells of each materialized view', () => {
    expect(inventoryOf(HEADS, madeBy({ [keyOfObject(VIEW)]: 'r2' }))).toEqual([
      {
        identity: 'public.daily_usage_matview',
        revision: 'r2',
        indexes: [{ name: 'idx_daily_usage_user_date', unique: true }],
        populated: true,
        concurrently: true,
        because: null,
        reads: ['public.message_usages'],
        rows: null,
        bytes: null,
      },
      {
        identity: 'public.monthly',
        revision: null,
        indexes: [],
        populated: true,
        concurrently: false,
        because: 'it has no unique index',
        reads: ['public.daily_usage_matview', 'public.users'],
        rows: null,
        bytes: null,
      },
    ])
  })
})

describe('the dependency graph', () => {
  const graph = (changes: Parameters<Touched['enter']>[0], heads = HEADS): readonly string[] => {
    const touched = new Touched()
    touched.enter(changes)
    return dependenciesOf(heads, touched.relations).map(({ identity, touch, reads }) =>
      [identity.replace('public.', ''), ...(touch === null ? [] : [`(${touch})`]), ...reads]
        .join(' ')
        .replaceAll('public.', '< '),
    )
  }

  test('has all that a touched view reads and all that reads it', () => {
    expect(graph([added(VIEW)])).toEqual([
      'message_usages',
      'daily_usage_matview (created) < message_usages',
      'monthly < daily_usage_matview',
      'report < monthly',
    ])
  })

  test('of the view on top has everything below', () => {
    expect(graph([added(REPORT), added(USERS)])).toEqual([
      'message_usages',
      'daily_usage_matview < message_usages',
      'users (created)',
      'monthly < daily_usage_matview < users',
      'report (created) < monthly',
    ])
  })

  test.each([
    ['nothing was touched', []],
    ['only a table was touched', [added(USAGES)]],
    ['no materialized view is in line', [added(PLAIN)]],
  ])('is empty when %s', (_, changes) => {
    expect(graph(changes)).toEqual([])
  })

  test('has a dropped view, with what is left of its sources', () => {
    const left = snapshot(USERS, PLAIN)
    expect(graph([removed(REPORT), removed(MONTHLY), removed(VIEW), removed(USAGES)], left)).toEqual([
      'daily_usage_matview (dropped)',
      'users',
      'monthly (dropped) < daily_usage_matview < users',
      'report (dropped) < monthly',
    ])
  })

  test('takes a view that a later revision made again for made anew', () => {
    expect(graph([removed(VIEW)])).toContain('daily_usage_matview (recreated) < message_usages')
  })

  test('has sources that no snapshot holds', () => {
    const outside = withFacts(VIEW, { reads: ['view information_schema.tables'] })
    expect(graph([added(outside)], snapshot(outside))).toEqual([
      'information_schema.tables',
      'daily_usage_matview (created) information_schema.tables',
    ])
  })
})
