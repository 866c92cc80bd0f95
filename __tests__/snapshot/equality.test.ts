import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { diff } from '../../src/diff/index.js'
import type { Change } from '../../src/model/change.js'
import { isMinor } from '../../src/model/change.js'
import { openSnapshots, type SnapshotReader } from '../../src/snapshot/index.js'
import { createTestDatabase, serverMajor, type TestDatabase } from '../support/database.js'
import { openTestWatch } from '../support/watch.js'
import { EQUAL, NOT_EQUAL, NOTICES, type Normalisation } from './equality.js'

const role = `mvc_${randomBytes(4).toString('hex')}`
const version = await serverMajor()
const all = [...EQUAL, ...NOTICES, ...NOT_EQUAL].filter(({ since = 0 }) => since <= version)

let database: TestDatabase
let reader: SnapshotReader
let wal: Awaited<ReturnType<typeof openTestWatch>>

beforeAll(async () => {
  database = await createTestDatabase()
  await database.query(`create role ${role}`)
  wal = await openTestWatch()
  reader = await openSnapshots(database.target, { schema: null, name: 'alembic_version' }, wal.watch)
})

afterAll(async () => {
  await reader.close()
  await wal.close()
  await database.drop()
  const other = await createTestDatabase()
  await other.query(`drop role ${role}`)
  await other.drop()
})

async function changesOf(setup: string, sql: string): Promise<readonly Change[]> {
  await database.query(
    `drop schema if exists equal, equal_b cascade; create schema equal; set search_path = equal`,
  )
  await database.query(setup.replaceAll('mvc_reader', role))
  const before = await reader.take()
  await database.query(sql.replaceAll('mvc_reader', role))
  return diff(before, await reader.take())
}

/** What is worth more than a notice, in words. */
function major(changes: readonly Change[]): readonly string[] {
  return changes
    .filter((change) => !isMinor(change))
    .map((change) => {
      const differing = change.type === 'altered' ? change.differences : []
      return `${change.type} ${change.object.kind} ${change.object.identity} ${differing.map(({ property }) => property).join()}`
    })
}

describe.each(all)('$title', ({ setup, same, notice = false, other }) => {
  if (same.length > 0)
    test.each(same)('is the same after: %s', async (sql) => {
      const changes = await changesOf(setup, sql)
      expect(major(changes)).toEqual([])
      expect(changes.length > 0).toBe(notice)
    })

  test.each(other)('is another after: %s', async (sql) => {
    const changes = await changesOf(setup, sql)
    expect(major(changes)).not.toEqual([])
  })
})

describe('docs/equality.md', () => {
  const page = readFileSync('docs/equality.md', 'utf8')
  const titles = (list: readonly Normalisation[]): string[] => list.map(({ title }) => title)

  test.each([
    ['Equal', EQUAL],
    ['Worth a notice', NOTICES],
    ['Not equal', NOT_EQUAL],
  ] as const)('has under "%s" exactly what is tested', (heading, list) => {
    const section = page.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? ''
    const headings = [...section.matchAll(/^### (.*)$/gm)].map(([, title]) => title)
    expect(headings).toEqual(titles(list))
  })
})
