import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { CheckInputs } from '../../src/inputs/inputs.js'
import type { CheckResult } from '../../src/model/result.js'
import { mergeResults } from '../../src/report/merge.js'
import { checkProject } from '../support/check.js'
import { writeProject, type Migration } from './project.js'

const sql = (text: string): string => `op.execute("""${text}""")`
const view = (name: string): string =>
  sql(`CREATE MATERIALIZED VIEW ${name} AS SELECT DISTINCT id FROM usages`)

/** `by_job` is never fit, `by_file` is until b2, `on_branch` stands on a branch of its own. */
const MIGRATIONS: readonly Migration[] = [
  { id: 'a1', up: [sql('CREATE TABLE usages (id int)')], back: [sql('DROP TABLE usages')] },
  {
    id: 'a2',
    up: [view('by_job'), view('by_file'), sql('CREATE UNIQUE INDEX idx ON by_file (id)')],
    back: [sql('DROP MATERIALIZED VIEW by_file, by_job')],
  },
  { id: 'x3', down: ['a2'], up: [view('on_branch')], back: [sql('DROP MATERIALIZED VIEW on_branch')] },
  {
    id: 'b3',
    down: ['a2'],
    up: [sql('DROP INDEX idx')],
    back: [sql('CREATE UNIQUE INDEX idx ON by_file (id)')],
  },
  {
    id: 'c4',
    up: [sql('CREATE PROCEDURE job() LANGUAGE sql AS $$ REFRESH MATERIALIZED VIEW CONCURRENTLY by_job $$')],
    back: [sql('DROP PROCEDURE job()')],
  },
]

let directory: string
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'matview-check-shards-'))
  writeProject(directory, MIGRATIONS, 'plain')
  writeFileSync(join(directory, 'ops.sql'), 'REFRESH MATERIALIZED VIEW CONCURRENTLY by_file;\n')
})
afterAll(() => rmSync(directory, { recursive: true }))

const check = (shard: CheckInputs['shard']): Promise<CheckResult> =>
  checkProject(directory, { shard, fullWalk: false, refreshSql: [join(directory, 'ops.sql')] })

const told = ({ findings }: CheckResult): readonly string[] =>
  findings
    .filter(({ rule }) => rule === 'refresh-not-concurrent')
    .map(({ severity, revision, message }) => `${severity} ${revision}: ${message}`)
    .sort()

const NONE = 'because it has no unique index'

test('shards tell of refreshes what the whole run tells, whichever part reaches the heads', async () => {
  const whole = told(await check(null))
  expect(whole).toEqual([
    `error a2: materialized view public.by_job cannot be refreshed CONCURRENTLY, ${NONE}, but procedure public.job() does so`,
    `error b3: materialized view public.by_file can no longer be refreshed CONCURRENTLY, ${NONE}, but refresh-sql file ops.sql does so`,
    `warning x3: materialized view public.on_branch cannot be refreshed CONCURRENTLY, ${NONE}`,
  ])
  const shards: CheckResult[] = []
  for (const index of [1, 2, 3]) shards.push(await check({ index, total: 3 }))
  expect(told(mergeResults(shards))).toEqual(whole)
})
