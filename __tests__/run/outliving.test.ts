import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import type { Server } from '../../src/server/server.js'
import { writeProject, type Migration } from '../histories/project.js'
import { checkProject } from '../support/check.js'
import { createTestDatabase, serverMajor, type TestDatabase } from '../support/database.js'
import { startTestServer } from '../support/test-server.js'

let directory: string
let database: TestDatabase
let role: string

let server: Server

// What a run made on a condition stays on the server while there is another run.
beforeAll(async () => {
  server = await startTestServer(() => undefined)
  database = await createTestDatabase()
})
afterAll(async () => {
  await database.drop()
  await server.close()
})
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
/** Its second upgrade fails, so that the database is built anew. */
const leaves: Migration = { id: 'b2', up: [sql('CREATE TABLE u (id int)')], back: [sql('SELECT 1')] }
const LEFT = ['left-behind b2 u', 'reupgrade-fails b2 -']
const leavesAgain: Migration = { ...leaves, id: 'd4', up: [sql('CREATE TABLE v (id int)')] }
const LEFT_AGAIN = ['left-behind d4 v', 'reupgrade-fails d4 -']
const later = (): Migration => ({
  id: 'c3',
  up: [
    sql(`REVOKE SELECT ON t FROM ${role}`),
    sql(`DROP ROLE ${role}`),
    sql(`CREATE ROLE ${role}_b IN ROLE pg_monitor`),
  ],
  back: [sql(`DROP ROLE ${role}_b`), sql(`CREATE ROLE ${role}`), sql(`GRANT SELECT ON t TO ${role}`)],
})

const granted = (id: string, to: string): Migration => ({
  id,
  up: [sql(`CREATE ROLE ${to}`), sql(`GRANT SET ON PARAMETER ${role}.x TO ${to}`)],
  back: [sql(`REVOKE ALL ON PARAMETER ${role}.x FROM ${to}`), sql(`DROP ROLE ${to}`)],
})

interface Thing {
  readonly name: string
  readonly up: () => readonly string[]
  readonly back: () => readonly string[]
  readonly left: () => readonly string[]
  /** Gives a row for what is still on the server. */
  readonly remains: () => string
  /** The first version of PostgreSQL that has it. */
  readonly since?: number
}

const here = (statement: string): string =>
  sql(`DO $$ BEGIN EXECUTE format('${statement}', current_database()); END $$`)
const outsideTransaction = (...lines: readonly string[]): readonly string[] => [
  'with op.get_context().autocommit_block():',
  ...lines.map((line) => `    ${line}`),
]
const settings = (which: string, left: () => readonly string[]): Thing => ({
  name: which,
  up: () => [here(`${which.replace('given', `${role}_given`)} SET x.y = 1`)],
  back: () => [here(`${which.replace('given', `${role}_given`)} RESET x.y`)],
  left,
  remains: () => `select from pg_db_role_setting where setconfig = '{x.y=1}'`,
})

const THINGS: readonly Thing[] = [
  {
    name: 'a tablespace with a table in it',
    // The folder is in the server's own, which goes with the server.
    up: () => [
      `folder = op.get_bind().exec_driver_sql("show data_directory").scalar() + "/${role}"`,
      ...outsideTransaction(
        sql(`COPY (SELECT WHERE false) TO PROGRAM 'mkdir -p ${role}'`),
        `op.execute(f"CREATE TABLESPACE ${role} LOCATION '{folder}'")`,
      ),
      sql(`CREATE TABLE t (id int) TABLESPACE ${role}`),
    ],
    back: () => [sql('DROP TABLE t'), ...outsideTransaction(sql(`DROP TABLESPACE ${role}`))],
    left: () => ['left-behind a1 t', `outlives-database a1 ${role}`, 'reupgrade-fails a1 -'],
    remains: () => `select from pg_tablespace where spcname = '${role}'`,
  },
  {
    name: 'a privilege on a parameter',
    since: 15,
    up: () => [sql(`GRANT SET ON PARAMETER ${role}.x TO ${role}_given`)],
    back: () => [sql(`REVOKE SET ON PARAMETER ${role}.x FROM ${role}_given`)],
    left: () => [`outlives-database a1 ${role}.x`],
    remains: () => `select from pg_parameter_acl where parname = '${role}.x'`,
  },
  settings('ALTER DATABASE %I', () => ['restored-differently a1 current_database']),
  settings('ALTER ROLE ALL IN DATABASE %I', () => ['restored-differently a1 current_database']),
  settings('ALTER ROLE given IN DATABASE %I', () => [`left-behind a1 ${role}_given`]),
  settings('ALTER ROLE ALL', () => ['outlives-database a1 ALL']),
]

describe('what belongs to the whole server', () => {
  test('comes and goes with correct migrations, and nothing of it stays', async () => {
    expect(await check([makes(), later()])).toEqual([])
    expect(await roles()).toEqual([])
  })

  test('is no obstacle to a database that is built anew after a failure', async () => {
    expect(await check([makes(), leaves, later(), leavesAgain])).toEqual([...LEFT, ...LEFT_AGAIN])
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

  test('a privilege on a parameter goes with all the roles that have it', async () => {
    if ((await serverMajor()) < 15) return
    const [first, second] = [granted('a1', role), granted('c3', `${role}_b`)]
    expect(await check([first, leaves, second, leavesAgain])).toEqual([...LEFT, ...LEFT_AGAIN])
    expect(await roles()).toEqual([])
  })

  test('a subscription does not keep its scratch database from being dropped', async () => {
    const make = sql(
      `CREATE SUBSCRIPTION ${role} CONNECTION 'dbname=nowhere' PUBLICATION p WITH (connect = false, slot_name = none)`,
    )
    expect(await check([{ id: 'a1', up: [make], back: [sql(`DROP SUBSCRIPTION ${role}`)] }])).toEqual([])
    expect(await database.query(`select from pg_subscription where subname = '${role}'`)).toEqual([])
  })
})

describe.each(THINGS)('$name', ({ up, back, left, remains, since = 0 }) => {
  beforeEach(() => database.query(`create role ${role}_given`))
  afterEach(() => database.query(`drop role ${role}_given`))

  test('is in a database that is built anew, and nothing of it stays', async () => {
    if ((await serverMajor()) < since) return
    expect(await check([{ id: 'a1', up: up(), back: back() }, leaves])).toEqual(LEFT)
    expect(await database.query(remains())).toEqual([])
  })

  test('is told when the downgrade leaves it', async () => {
    if ((await serverMajor()) < since) return
    expect(await check([{ id: 'a1', up: up(), back: [sql('SELECT 1')] }])).toEqual(left())
    expect(await database.query(remains())).toEqual([])
  })
})
