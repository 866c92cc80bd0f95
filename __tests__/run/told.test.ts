import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import type { StepReport } from '../../src/model/step.js'
import { Outliving } from '../../src/run/outliving.js'
import { readCluster } from '../../src/snapshot/index.js'
import { error, statement } from '../rules/evidence.js'
import { createTestDatabase, serverMajor, type TestDatabase } from '../support/database.js'

let database: TestDatabase
let role: string
let told: string

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())
beforeEach(() => {
  role = `mvc_${randomBytes(4).toString('hex')}`
  told = ''
})

const outside = {
  query: (sql: string) => database.query(sql),
  read: async () => readCluster(database.query, String(await serverMajor())),
  isAlone: () => Promise.resolve(true),
}
const roles = (): Promise<readonly unknown[]> =>
  database.query(`select from pg_roles where rolname like '${role}%'`)

const step = (sql: string): StepReport => ({
  statements: [statement(sql, null)],
  milliseconds: 1,
  notices: [],
  error: null,
})

/** A run that makes this and is killed. */
async function killedAfter(...sqls: readonly string[]): Promise<void> {
  const outliving = new Outliving(outside, (made) => (told = made))
  await outliving.start()
  for (const sql of sqls) {
    await database.query(sql)
    await outliving.note(step(sql))
  }
}

const cleanUp = (): Promise<unknown> => new Outliving(outside, () => undefined, told).forget(true)

test('what a killed run made is dropped by what it told', async () => {
  await killedAfter(`create role ${role}_a`, `create role ${role} in role ${role}_a`)
  expect(await cleanUp()).toMatchObject({ left: [] })
  expect(await roles()).toEqual([])
})

test('what stood before, and what somebody else makes under the same name, is theirs', async () => {
  await database.query(`create role ${role}_old`)
  await killedAfter(`create role ${role}`, `alter role ${role}_old login`)
  await database.query(`drop role ${role}`)
  await database.query(`create role ${role}`)
  expect(await cleanUp()).toEqual({ dropped: [], left: [] })
  expect(await roles()).toHaveLength(2)
  await database.query(`drop role ${role}, ${role}_old`)
})

test('what stands after a step that failed may be another run’s, for whose CREATE ROLE the step made way', async () => {
  const outliving = new Outliving(outside, () => undefined)
  await outliving.start()
  await database.query(`create role ${role}`)
  await outliving.note({ ...step(`create role ${role}`), error: error() })
  expect(await outliving.forget(false)).toEqual({ dropped: [], left: [] })
  expect(await roles()).toHaveLength(1)
  await database.query(`drop role ${role}`)
})

test('what the run dropped itself is not told', async () => {
  await killedAfter(`create role ${role}`, `drop role ${role}`)
  expect(told).toBe('[]')
})

test('a role that was renamed is still the run’s', async () => {
  await killedAfter(`create role ${role}_a`, `alter role ${role}_a rename to ${role}`)
  await cleanUp()
  expect(await roles()).toEqual([])
})
