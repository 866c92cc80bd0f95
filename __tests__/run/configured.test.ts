import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { configuredSql } from '../../src/run/configured.js'
import { openIntents } from '../../src/run/intents.js'

const directory = mkdtempSync(join(tmpdir(), 'matview-check-sql-'))
const REFRESH = 'REFRESH MATERIALIZED VIEW CONCURRENTLY daily'

/** What is read of one file that an option names. */
async function read(option: 'setup-sql' | 'seed' | 'refresh-sql', sql: string): Promise<readonly string[]> {
  mkdirSync(join(directory, 'sql'), { recursive: true })
  const path = join(directory, 'sql', 'a1.sql')
  writeFileSync(path, sql)
  const named = {
    directory,
    setupSql: option === 'setup-sql' ? [path] : [],
    seed: option === 'seed' ? { folder: join(directory, 'sql') } : ('none' as const),
    refreshSql: option === 'refresh-sql' ? [path] : [],
  }
  const found = await configuredSql(named, await openIntents())
  return found.map(
    (one) =>
      `${one.option} ${one.file}: ${one.intents.map(({ act, target }) => `${act} ${target.name}`).join()}`,
  )
}

test.each<[option: 'setup-sql' | 'seed' | 'refresh-sql', sql: string, says: readonly string[]]>([
  ['setup-sql', `CREATE TABLE a (); ${REFRESH}`, ['setup-sql sql/a1.sql: create a,refresh daily']],
  ['seed', REFRESH, ['seed sql/a1.sql: refresh daily']],
  ['refresh-sql', `\\set ON_ERROR_STOP on\n${REFRESH};\n`, ['refresh-sql sql/a1.sql: refresh daily']],
  ['refresh-sql', `\uFEFF${REFRESH}`, ['refresh-sql sql/a1.sql: refresh daily']],
  ['refresh-sql', 'SELECT 1', []],
  ['setup-sql', 'REFRESH nonsense', ['setup-sql sql/a1.sql: ']],
])('%s: %s', async (option, sql, says) => {
  expect(await read(option, sql)).toEqual(says)
})

test('a file of the application that is no SQL ends the run', async () => {
  await expect(read('refresh-sql', `SELECT 1;\nREFRESH {{ view }};`)).rejects.toThrow(
    /sql.a1\.sql of refresh-sql is not SQL that PostgreSQL reads: syntax error at or near "\{" on line 2\./,
  )
})
