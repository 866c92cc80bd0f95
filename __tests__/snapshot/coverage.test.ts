import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { coverage, coveragePage, readers } from '../../src/snapshot/coverage.js'
import { NOT_READ, NOT_TRACKED, PRINTED } from '../../src/snapshot/not-tracked.js'
import { SELDOM, SOURCES } from '../../src/snapshot/sources.js'
import { golden } from '../report/golden.js'
import { createTestDatabase, type TestDatabase } from '../support/database.js'

const PAGE = 'docs/coverage.md'
const NEWEST = 180000

let database: TestDatabase
let version: number
/** Every catalog of the running server, with its columns. */
let live: ReadonlyMap<string, readonly string[]>

beforeAll(async () => {
  database = await createTestDatabase()
  const rows = await database.query(`
    select c.relname, pg_catalog.json_agg(a.attname order by a.attnum) as columns,
      pg_catalog.current_setting('server_version_num')::int as version
    from pg_catalog.pg_class c join pg_catalog.pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'pg_catalog'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
    group by c.relname order by c.relname`)
  version = Number(rows[0]?.['version'])
  live = new Map(rows.map((row) => [String(row['relname']), row['columns'] as string[]]))
})
afterAll(() => database.drop())

describe('the catalogs of this server', () => {
  test('are each read by a kind or stand in not-tracked.ts with a reason', () => {
    const read = coverage(version)
    expect([...live.keys()].filter((catalog) => !read.has(catalog) && !(catalog in NOT_TRACKED))).toEqual([])
  })

  test('are there for every kind that reads them', () => {
    expect([...coverage(version).keys()].filter((catalog) => !live.has(catalog))).toEqual([])
  })

  test('are read column by column, or the column has its reason', () => {
    const sql = [...readers(version).values()].join('\n')
    const words = new Set(sql.match(/\w+/g))
    const known = (catalog: string): string[] =>
      Object.values(NOT_READ[catalog] ?? {}).flatMap((columns) => columns.split(' '))
    const missing = [...live].flatMap(([catalog, columns]) =>
      catalog in NOT_TRACKED
        ? []
        : columns
            .filter((column) => !words.has(column) && !known(catalog).includes(column))
            .map((column) => `${catalog}.${column}`),
    )
    expect(missing).toEqual([])
  })
})

describe('the coverage', () => {
  /** Read by other means: see the tracker's names, `unreadable` and `cluster`. */
  const OTHERWISE = [
    'pg_authid',
    'pg_init_privs',
    'pg_auth_members',
    'pg_parameter_acl',
    'pg_tablespace',
    'pg_subscription',
    'pg_user_mapping',
  ]

  test('has a source for each catalog, by which a change of it is seen', () => {
    const sources = [...SOURCES, ...SELDOM].map(({ catalog }) => catalog)
    const read = [...coverage(NEWEST).keys()]
    expect(read.filter((one) => !sources.includes(one) && !OTHERWISE.includes(one))).toEqual([])
    expect(sources.filter((one) => !read.includes(one))).toEqual([])
  })

  test('gives no reason for a catalog that is tracked', () => {
    const read = coverage(NEWEST)
    expect(Object.keys(NOT_TRACKED).filter((one) => read.has(one))).toEqual([])
    expect(Object.keys({ ...NOT_READ, ...PRINTED }).filter((one) => !read.has(one))).toEqual([])
  })

  test('is the one that docs/coverage.md shows', () => {
    const page = coveragePage(NEWEST)
    expect(golden(PAGE, page)).toBe(page)
  })
})
