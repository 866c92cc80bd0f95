import { afterAll, beforeAll, expect, test } from '@jest/globals'
import pg from 'pg'
import { plansForSize } from '../../src/model/plans.js'
import { clientConfig } from '../../src/model/server.js'
import { createTestDatabase, type TestDatabase } from '../support/database.js'

let database: TestDatabase
let client: pg.Client
beforeAll(async () => {
  database = await createTestDatabase()
  client = new pg.Client(clientConfig(database.target))
  await client.connect()
})
afterAll(async () => {
  await client.end()
  await database.drop()
})

async function plan(): Promise<string> {
  const { rows } = await client.query<Record<string, string>>('explain (costs off) execute find(1)')
  return rows[0]?.['QUERY PLAN'] ?? ''
}

test('plans are made anew when the catalog has doubled, not before', async () => {
  await client.query(`create table t (id int primary key) with (autovacuum_enabled = off);
    insert into t values (0); analyze t; set enable_bitmapscan = off;
    set plan_cache_mode = force_generic_plan; prepare find(int) as select from t where id between $1 and $1 + 1`)
  const planFor = plansForSize(client)
  expect(await plan()).toBe('Seq Scan on t')
  await client.query('insert into t select generate_series(1, 50000)')
  await planFor(1500)
  expect(await plan()).toBe('Seq Scan on t')
  await planFor(5000)
  expect(await plan()).toMatch(/^Index .*Scan using t_pkey on t$/)
})
