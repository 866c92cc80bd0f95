import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { CheckResult } from '../../src/model/result.js'
import { checkProject } from '../support/check.js'
import { writeProject, type Migration } from './project.js'

const sql = (text: string): string => `op.execute("""${text}""")`

const MIGRATIONS: readonly Migration[] = [
  {
    id: 'a1',
    up: [sql('CREATE TABLE usages (id int)'), sql('CREATE TABLE other (id int)')],
    back: [sql('DROP TABLE usages, other')],
  },
  {
    id: 'b2',
    up: [
      sql('CREATE MATERIALIZED VIEW daily AS SELECT id FROM usages'),
      sql('CREATE UNIQUE INDEX daily_id ON daily (id)'),
      sql('CREATE MATERIALIZED VIEW "Far away" AS SELECT id FROM other WITH NO DATA'),
    ],
    back: [sql('DROP MATERIALIZED VIEW "Far away", daily')],
  },
  {
    id: 'c3',
    up: [
      sql('CREATE VIEW bridge AS SELECT id FROM daily'),
      sql('CREATE MATERIALIZED VIEW above AS SELECT id FROM bridge'),
      sql('CREATE UNIQUE INDEX above_id ON above (id) WHERE id > 0'),
    ],
    back: [sql('DROP VIEW bridge CASCADE')],
  },
]

let directory: string
let result: CheckResult
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'matview-check-inventory-'))
  writeProject(directory, MIGRATIONS, 'plain')
  result = await checkProject(directory, { selection: { kind: 'one', revision: 'c3' } })
})
afterAll(() => rmSync(directory, { recursive: true }))

test('all materialized views at the heads', () => {
  const { materializedViews = [] } = result
  expect(
    materializedViews.map(({ identity, revision, indexes, populated, because, reads }) => [
      `${identity} by ${revision}`,
      indexes.map(({ name, unique }) => (unique ? `${name}, unique` : name)).join(),
      populated,
      because,
      reads.join(),
    ]),
  ).toEqual([
    ['public."Far away" by b2', '', false, 'it has no unique index', 'public.other'],
    [
      'public.above by c3',
      'above_id, unique',
      true,
      'its unique index `above_id` has a WHERE clause',
      'public.bridge',
    ],
    ['public.daily by b2', 'daily_id, unique', true, null, 'public.usages'],
  ])
})

test('the graph of the views that the checked revisions touched', () => {
  expect(
    result.dependencies?.map(
      ({ kind, identity, touch, reads }) => `${kind} ${identity} ${touch} ${reads.join()}`,
    ),
  ).toEqual([
    'table public.usages null ',
    'materialized view public.daily null public.usages',
    'view public.bridge created public.daily',
    'materialized view public.above created public.bridge',
  ])
})

test('rows and bytes are those of the rows that --seed gave; of generated ones nothing is told', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'matview-check-seeds-'))
  writeFileSync(join(folder, 'a1.sql'), 'INSERT INTO usages VALUES (1), (2)')
  const seeded = await checkProject(directory, { seed: { folder }, fullWalk: false })
  rmSync(folder, { recursive: true })
  const sizes = (one: CheckResult): unknown =>
    one.materializedViews?.map(({ identity, rows, bytes }) => [identity, rows, (bytes ?? 0) > 0])
  expect(sizes(seeded)).toEqual([
    ['public."Far away"', null, false],
    ['public.above', 2, true],
    ['public.daily', 2, true],
  ])
  expect(sizes(result)).toEqual([
    ['public."Far away"', null, false],
    ['public.above', null, false],
    ['public.daily', null, false],
  ])
})
