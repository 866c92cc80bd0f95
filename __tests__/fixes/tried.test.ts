import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import type { Finding } from '../../src/model/finding.js'
import { writeProject } from '../rules/project.js'
import { checkProject } from '../support/check.js'
import { BEST } from './best.js'

let directory: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'matview-check-tried-'))
})
afterEach(() => rmSync(directory, { recursive: true }))

const call = (sql: string): string => `    op.execute("""${sql}""")`
const migration = (up: readonly string[], back: readonly string[]): string =>
  `def upgrade():\n${up.map(call).join('\n')}\n\n\ndef downgrade():\n${[...back.map(call), '    pass'].join('\n')}\n`

const SELECT = 'SELECT user_id, count(*) AS n FROM message_usages GROUP BY user_id'
const MADE = [
  `CREATE MATERIALIZED VIEW daily AS ${SELECT}`,
  'CREATE UNIQUE INDEX idx_daily ON daily (user_id)',
]
const MARKS = [
  "CREATE TYPE status AS ENUM ('A', 'B')",
  "CREATE TYPE kind AS ENUM ('x')",
  'CREATE TABLE marks (id int, status status, kind kind)',
  "CREATE UNIQUE INDEX marks_a ON marks (status) WHERE status = 'A'",
]
const BASE = migration(
  [...MADE, ...MARKS],
  ['DROP TABLE marks', 'DROP TYPE kind', 'DROP TYPE status', 'DROP MATERIALIZED VIEW daily'],
)
/** Comes back as it was: what is tried on the revision below it must leave no trace. */
const LATER = migration(
  ['CREATE TABLE later (id int)', "COMMENT ON MATERIALIZED VIEW daily IS 'later'"],
  ['COMMENT ON MATERIALIZED VIEW daily IS NULL', 'DROP TABLE later'],
)

/** The second revision's downgrade is wrong in the way that the name says. */
test.each<[name: string, up: readonly string[], back: readonly string[], told: readonly string[]]>([
  [
    'left behind',
    ['CREATE MATERIALIZED VIEW more AS SELECT 1 AS a', 'CREATE UNIQUE INDEX ON more (a)'],
    [],
    ['noop-downgrade, tried'],
  ],
  [
    'an index lost',
    ['DROP MATERIALIZED VIEW daily', ...MADE],
    ['DROP MATERIALIZED VIEW daily', MADE[0] ?? ''],
    ['restored-differently, tried'],
  ],
  [
    'one lost and one left, with a view on each',
    [
      'CREATE VIEW top AS SELECT * FROM daily',
      "CREATE TYPE mood AS ENUM ('a')",
      "CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'select 1'",
    ],
    ['DROP VIEW top', 'DROP MATERIALIZED VIEW daily', 'CREATE VIEW other AS SELECT 1 AS a'],
    [
      'left-behind, tried',
      'left-behind, tried',
      'left-behind, tried',
      'not-restored, tried',
      'reupgrade-fails',
    ],
  ],
  [
    'a column kept under another name, with a materialized view on it',
    ['ALTER TABLE message_usages RENAME COLUMN user_id TO reader_id'],
    [
      'DROP MATERIALIZED VIEW daily',
      'ALTER TABLE message_usages RENAME COLUMN reader_id TO user_id_old',
      'CREATE MATERIALIZED VIEW daily AS SELECT user_id_old AS user_id, count(*) AS n FROM message_usages GROUP BY 1',
      MADE[1] ?? '',
    ],
    ['left-behind, tried', 'not-restored, tried', 'restored-differently, tried', 'reupgrade-fails'].sort(),
  ],
  [
    'types, the columns of them, and an index that compares one of them',
    [
      'ALTER TABLE marks ADD COLUMN tmp text',
      'UPDATE marks SET tmp = status::text',
      'ALTER TABLE marks DROP COLUMN status',
      'ALTER TABLE marks RENAME COLUMN tmp TO status',
      'ALTER TABLE marks ALTER kind TYPE text',
      'DROP TYPE status',
      'DROP TYPE kind',
    ],
    ['ALTER TABLE marks ALTER status TYPE varchar(3)', 'ALTER TABLE marks ALTER kind TYPE varchar(3)'],
    [
      'not-restored, tried',
      'not-restored, tried',
      'not-restored, tried',
      'restored-differently',
      'restored-differently, tried',
      'restored-differently, tried',
      'reupgrade-fails',
    ],
  ],
  [
    'a view for a materialized view',
    ['CREATE TABLE t (id int)'],
    ['DROP MATERIALIZED VIEW daily', `CREATE VIEW daily AS ${SELECT}`, 'DROP TABLE t'],
    ['kind-changed, tried'],
  ],
  [
    'one of two that PostgreSQL refuses to give back',
    ['CREATE TABLE t (id int)'],
    [
      'DROP INDEX idx_daily',
      'ALTER TABLE message_usages ALTER id TYPE date USING now()::date',
      'DROP TABLE t',
    ],
    ['downgrade-fails', 'not-restored, tried', 'restored-differently'],
  ],
  [
    'one that can be mended beside one for which the second upgrade fails',
    ['SELECT lo_create(4711)', 'CREATE VIEW more AS SELECT 1 AS a'],
    ['DROP INDEX idx_daily'],
    ['left-behind', 'left-behind, tried', 'not-restored, tried', 'reupgrade-fails'],
  ],
  [
    'what no statement gives back is shown without one',
    ['CREATE TABLE t (id int)'],
    ['DROP TABLE t', 'SELECT lo_create(4711)'],
    ['left-behind'],
  ],
])('%s', async (_, up, back, told) => {
  const findings = await check(up, back)
  expect(findings.map(({ revision }) => revision)).toEqual(told.map(() => 'r2'))
  expect(findings.map(({ rule, fix }) => `${rule}${fix?.tried === true ? ', tried' : ''}`).sort()).toEqual(
    told,
  )
  // As a reader pastes them, one after another.
  const fixes = findings.flatMap(({ fix }) =>
    fix?.tried === true && fix.sameAs === undefined ? fix.sql : [],
  )
  const mended = findings.filter(({ fix }) => fix?.tried === true).map(({ fingerprint }) => fingerprint)
  const left = (await check(up, [...back, ...fixes])).map(({ fingerprint }) => fingerprint)
  expect(left.filter((one) => mended.includes(one))).toEqual([])
})

async function check(up: readonly string[], back: readonly string[]): Promise<readonly Finding[]> {
  rmSync(directory, { recursive: true })
  mkdirSync(directory)
  writeProject(directory, [BASE, migration(up, back), LATER].join('\n# --- next revision ---\n'))
  const severities = { 'refresh-not-concurrent': 'off', 'data-lost': 'off' } as const
  return (await checkProject(directory, { severities })).findings
}

test('where not all fixes do together, each is tried alone', async () => {
  const lost = migration(
    ['DROP MATERIALIZED VIEW daily CASCADE', MADE[0] ?? ''],
    ['DROP MATERIALIZED VIEW daily', ...MADE, 'CREATE VIEW top AS SELECT user_id FROM daily'],
  )
  const stands = migration(['CREATE VIEW top AS SELECT user_id FROM daily'], ['DROP VIEW top'])
  writeProject(directory, [BASE, stands, lost].join('\n# --- next revision ---\n'))
  const { findings } = await checkProject(directory)
  expect(findings.map(({ rule, fix }) => `${rule}, ${fix?.tried === true ? 'tried' : 'not tried'}`)).toEqual([
    'index-lost-on-redefine, tried',
    // The view made again stands in the way of the downgrade.
    'cascade-dropped, not tried',
  ])
})

test('what CASCADE took is made again, whatever its kind', async () => {
  const lost = migration(
    ['DROP MATERIALIZED VIEW daily CASCADE', ...MADE],
    ['DROP MATERIALIZED VIEW daily CASCADE', ...MADE, BEST],
  )
  writeProject(
    directory,
    [BASE, migration([BEST], ['DROP FUNCTION best']), lost].join('\n# --- next revision ---\n'),
  )
  const { findings } = await checkProject(directory)
  expect(findings.map(({ rule, fix }) => [rule, fix?.tried])).toEqual([['cascade-dropped', true]])
})

test.each<[name: string, later: readonly string[], told: readonly string[]]>([
  ['is tried where its view is made', [], ['refresh-not-concurrent r2, tried']],
  ['is told only when it is still so there', ['CREATE UNIQUE INDEX ON weekly (user_id)'], []],
])('what is told at the heads %s', async (_, later, told) => {
  const weekly = migration(
    [`CREATE MATERIALIZED VIEW weekly AS ${SELECT}`],
    ['DROP MATERIALIZED VIEW weekly'],
  )
  const above = migration(
    ['CREATE TABLE t (id int)', ...later],
    [...later.map(() => 'DROP INDEX weekly_user_id_idx'), 'DROP TABLE t'],
  )
  writeProject(directory, [BASE, weekly, above].join('\n# --- next revision ---\n'))
  const { findings } = await checkProject(directory)
  expect(
    findings.map(({ rule, revision, fix }) => `${rule} ${revision}${fix?.tried === true ? ', tried' : ''}`),
  ).toEqual(told)
})

test('what PostgreSQL says of a fix that it refuses is kept', async () => {
  const back = 'ALTER TABLE message_usages ALTER id TYPE date USING now()::date'
  writeProject(
    directory,
    [BASE, migration(['CREATE TABLE t (id int)'], [back, 'DROP TABLE t'])].join(
      '\n# --- next revision ---\n',
    ),
  )
  const { findings } = await checkProject(directory)
  expect(findings.flatMap(({ fix }) => fix?.failed ?? [])).toEqual([
    expect.stringMatching(/^PostgreSQL refuses it: .*type date/),
  ])
})

test('a fix of the upgrade is tried beside a downgrade that leaves the view in its new form', async () => {
  const other = SELECT.replace('user_id,', 'user_id + 0 AS user_id,')
  const lost = migration(
    ['DROP MATERIALIZED VIEW daily', `CREATE MATERIALIZED VIEW daily AS ${other}`],
    ['DROP MATERIALIZED VIEW IF EXISTS dayly'],
  )
  writeProject(directory, [BASE, lost].join('\n# --- next revision ---\n'))
  const { findings } = await checkProject(directory)
  expect(findings.filter(({ fix }) => fix !== null).map(({ rule, fix }) => [rule, fix?.tried])).toEqual([
    ['restored-differently', true],
    ['index-lost-on-redefine', true],
  ])
})
