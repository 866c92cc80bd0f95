import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { CheckResult } from '../../src/model/result.js'
import { writeProject, type Migration } from '../histories/project.js'
import { scratchDatabases } from '../support/database.js'
import { testPython } from '../support/python.js'
import { check, ended, start } from './cli.js'

let directory: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'matview-check-cli-'))
})
afterEach(() => rmSync(directory, { recursive: true }))

const sql = (text: string): string => `op.execute("""${text}""")`
const GOOD: Migration = { id: 'a1', up: [sql('CREATE TABLE t (a int)')], back: [sql('DROP TABLE t')] }
const FAULTY: Migration = {
  id: 'b2',
  up: [
    sql('CREATE MATERIALIZED VIEW IF NOT EXISTS v AS SELECT a FROM t'),
    sql('CREATE UNIQUE INDEX IF NOT EXISTS idx_v ON v (a)'),
  ],
  back: [sql('SELECT 1')],
}

describe('matview-check check', () => {
  test('ends with 0 and one line for a history that comes back', async () => {
    writeProject(directory, [GOOD], 'plain')
    const { code, out } = await check(directory)
    expect({ code, out }).toEqual({
      code: 0,
      out: expect.stringContaining('The migration comes back as it was'),
    })
  })

  test('ends with 1 for a fault, and --fail-on never with 0', async () => {
    writeProject(directory, [GOOD, FAULTY], 'plain')
    const found = await check(directory)
    expect(found.code).toBe(1)
    expect(found.out).toContain('Materialized view public.v is still there after the downgrade')
    expect((await check(directory, '--fail-on', 'never')).code).toBe(0)
  })

  test('writes reports, and nothing but the one asked for to standard output', async () => {
    writeProject(directory, [GOOD, FAULTY], 'async')
    const { out } = await check(
      directory,
      '--json',
      '-',
      '--junit',
      'out/junit.xml',
      '--html',
      'out/report.html',
    )
    const result = JSON.parse(out) as CheckResult
    expect(result).toMatchObject({
      formatVersion: 1,
      verdict: 'failed',
      counts: { error: 1, warning: 0, notice: 0 },
    })
    expect(result.environment.driver).toMatch(/^asyncpg /)
    expect(readFileSync(join(directory, 'out', 'junit.xml'), 'utf8')).toContain('<failure')
    expect(readFileSync(join(directory, 'out', 'report.html'), 'utf8')).toContain('left-behind')
  })

  test('shards merge into what one run gives', async () => {
    writeProject(directory, [GOOD, FAULTY, { ...GOOD, id: 'c3', up: ['pass'], back: ['pass'] }], 'plain')
    for (const shard of ['1', '2']) await check(directory, '--shard', `${shard}/2`, '--json', `${shard}.json`)
    const merged = await ended(start(directory, ['report', '1.json', '2.json', '--json', '-']))
    expect(merged.code).toBe(1)
    const { revisions, findings } = JSON.parse(merged.out) as CheckResult
    expect(revisions.map(({ id, legs }) => `${id} ${legs.length}`)).toEqual(['a1 3', 'b2 3', 'c3 3'])
    expect(findings.map(({ rule, revision }) => `${rule} ${revision}`)).toEqual(['left-behind b2'])
  })

  test.each(['SIGINT', 'SIGTERM'] as const)('%s halfway leaves no database behind', async (signal) => {
    const slow = { ...GOOD, up: [...GOOD.up, sql('SELECT pg_sleep(60)')] }
    writeProject(directory, [{ ...GOOD, id: 'a0', up: ['pass'], back: ['pass'] }, slow], 'plain')
    const before = await scratchDatabases()
    const words = ['--config', 'alembic.ini', '--python', testPython()]
    const child = start(directory, words, {
      MATVIEW_CHECK_DATABASE_URL: process.env['TEST_DATABASE_URL'] ?? '',
    })
    const end = ended(child)
    child.stderr?.on('data', (text: string) => text.includes('a0') && child.kill(signal))
    const { code, err } = await end
    expect({ code, err }).toEqual({
      code: signal === 'SIGINT' ? 130 : 143,
      err: expect.stringContaining('Cancelled. The scratch databases have been dropped.'),
    })
    expect(await scratchDatabases()).toEqual(before)
  })

  test('a faulty history leaves no database behind', async () => {
    writeProject(directory, [GOOD, { ...FAULTY, back: [sql('DROP VIEW v')] }], 'plain')
    const before = await scratchDatabases()
    await check(directory)
    expect(await scratchDatabases()).toEqual(before)
  })
})

describe('a wrong set-up is one sentence and 2', () => {
  const server = (): string[] => ['--database-url', process.env['TEST_DATABASE_URL'] ?? '']
  const python = (): string[] => ['--python', testPython()]
  test.each<[string, () => string[], string]>([
    ['no alembic.ini', () => ['--config', 'none.ini'], 'none.ini'],
    ['no such command', () => ['chekc'], 'There is no command chekc. Did you mean check?'],
    ['an unknown option', () => ['--databas-url', 'x'], '--database-url'],
    ['an unknown value', () => ['--fail-on', 'sometimes'], '--fail-on'],
    ['a wrong scheme', () => ['--database-url', 'mysql://root:geheim@h/db'], 'PostgreSQL'],
    ['no such Python', () => ['--python', 'no-such-python', ...server()], 'no-such-python'],
    ['a Python without Alembic', () => ['--python', `${testPython()} -I -S`, ...server()], 'Alembic'],
    ['no such revision', () => ['--revisions', 'zz', ...python(), ...server()], 'There is no revision "zz"'],
    [
      'nobody listens',
      () => [...python(), '--wait', '1', '--database-url', 'postgresql://u:geheim@127.0.0.1:1/db'],
      '127.0.0.1:1',
    ],
    [
      'a setup file with a mistake',
      () => [...python(), ...server(), '--setup-sql', 'setup.sql'],
      'fails on line 2',
    ],
    ['no such rule', () => ['rules', 'left-behnd'], 'left-behind'],
    ['a result file that is none', () => ['report', 'setup.sql'], 'setup.sql'],
  ])('%s', async (_, words, says) => {
    writeProject(directory, [GOOD], 'plain')
    writeFileSync(join(directory, 'setup.sql'), 'SELECT 1;\nSELEKT 2;\n')
    const { code, out, err } = await ended(start(directory, words()))
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(says)
    expect(err).not.toMatch(/geheim|^\s+at /m)
  })

  test.each([
    ['raises', 'raise RuntimeError("no settings")', 'no settings'],
    ['runs nothing', 'pass', 'env.py'],
  ])('an env.py that %s', async (_, text, says) => {
    writeProject(directory, [GOOD], 'plain')
    writeFileSync(join(directory, 'migrations', 'env.py'), `${text}\n`)
    const { code, err } = await check(directory)
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(says) })
    expect(err).not.toContain('Traceback')
  })
})
