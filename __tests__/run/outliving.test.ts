import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { writeProject, type Migration } from '../histories/project.js'
import { checkProject } from '../support/check.js'
import { createTestDatabase, type TestDatabase } from '../support/database.js'

let directory: string
let database: TestDatabase
let role: string

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'matview-check-outliving-'))
  role = `mvc_${randomBytes(4).toString('hex')}`
})
afterEach(() => rmSync(directory, { recursive: true }))

const sql = (text: string): string => `op.execute("""${text}""")`
const roles = (): Promise<readonly Record<string, unknown>[]> =>
  database.query(`select rolname from pg_roles where rolname like '${role}%'`)

async function check(migrations: readonly Migration[]): Promise<readonly string[]> {
  writeProject(directory, migrations, 'plain')
  const { findings } = await checkProject(directory)
  return findings.map(({ rule, revision, object }) => `${rule} ${revision} ${object?.name ?? '-'}`)
}

const makes = (): Migration => ({
  id: 'a1',
  up: [
    sql('CREATE TABLE t (id int)'),
    sql(`CREATE ROLE ${role}`),
    sql(`GRANT SELECT ON t TO ${role}`),
    sql(`DO $$ BEGIN EXECUTE format('COMMENT ON DATABASE %I IS ''x''', current_database()); END $$`),
  ],
  back: [
    sql(`DO $$ BEGIN EXECUTE format('COMMENT ON DATABASE %I IS NULL', current_database()); END $$`),
    sql('DROP TABLE t'),
    sql(`DROP ROLE ${role}`),
  ],
})
const fails: Migration = {
  id: 'b2',
  up: [sql('CREATE TABLE u (id int)')],
  back: [sql('DROP TABLE nothing')],
}
const later = (): Migration => ({
  id: 'c3',
  up: [
    sql(`REVOKE SELECT ON t FROM ${role}`),
    sql(`DROP ROLE ${role}`),
    sql(`CREATE ROLE ${role}_b IN ROLE pg_monitor`),
  ],
  back: [sql(`DROP ROLE ${role}_b`), sql(`CREATE ROLE ${role}`), sql(`GRANT SELECT ON t TO ${role}`)],
})

describe('what belongs to the whole server', () => {
  test('comes and goes with correct migrations, and nothing of it stays', async () => {
    expect(await check([makes(), later()])).toEqual([])
    expect(await roles()).toEqual([])
  })

  test('is no obstacle to a database that is built anew after a failure', async () => {
    const broken: Migration = { id: 'd4', up: [sql('CREATE TABLE v (id int)')], back: [sql('SELECT 1/0')] }
    expect(await check([makes(), fails, later(), broken])).toEqual([
      'downgrade-fails b2 -',
      'downgrade-fails d4 -',
    ])
    expect(await roles()).toEqual([])
  })

  test('is told when the downgrade leaves it, and dropped in the end', async () => {
    const leaves = { ...makes(), back: makes().back.slice(0, 2) }
    expect(await check([leaves])).toEqual([`outlives-database a1 ${role}`, 'reupgrade-fails a1 -'])
    expect(await roles()).toEqual([])
  })

  test('is nobody’s fault when it stood before', async () => {
    await database.query(`create role ${role}`)
    const guarded = sql(
      `DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${role}') THEN CREATE ROLE ${role}; END IF; END $$`,
    )
    expect(await check([{ id: 'a1', up: [guarded], back: [] }])).toEqual([])
    expect(await roles()).toHaveLength(1)
    await database.query(`drop role ${role}`)
  })

  test('a subscription does not keep its scratch database from being dropped', async () => {
    const make = sql(
      `CREATE SUBSCRIPTION ${role} CONNECTION 'dbname=nowhere' PUBLICATION p WITH (connect = false, slot_name = none)`,
    )
    expect(await check([{ id: 'a1', up: [make], back: [sql(`DROP SUBSCRIPTION ${role}`)] }])).toEqual([])
    expect(await database.query(`select from pg_subscription where subname = '${role}'`)).toEqual([])
  })
})
