import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import pg from 'pg'
import { clientConfig } from '../../src/model/server.js'
import type { DatabaseTarget } from '../../src/model/server.js'
import { startServer } from '../../src/server/index.js'
import type { Server } from '../../src/server/server.js'
import { scratchDatabases } from '../support/scratch.js'

let runId: string
let server: Server

beforeEach(async () => {
  runId = randomBytes(4).toString('hex')
  server = await start(runId)
})
afterEach(() => server.close())

const start = (id: string): Promise<Server> =>
  startServer({
    ...{ databaseUrl: process.env['TEST_DATABASE_URL'] ?? '', postgres: null, waitSeconds: 5, runId: id },
    note: () => undefined,
  })

/** A session that stays connected; the server may end it at any time. */
async function session(target: DatabaseTarget): Promise<pg.Client> {
  const client = new pg.Client(clientConfig(target))
  client.on('error', () => undefined)
  await client.connect()
  return client
}

test('a scratch database is new, empty and named after the run', async () => {
  const made = await server.create()
  expect(made.database).toBe(`matview_check_${runId}_1`)
  const client = await session(made)
  const { rows } = await client.query(
    `select relname from pg_class where relnamespace = 'public'::regnamespace`,
  )
  await client.end()
  expect(rows).toEqual([])
})

test('a clone holds what the original held, though somebody was connected to it', async () => {
  const original = await server.create()
  const client = await session(original)
  await client.query('create materialized view daily as select 1 as n')
  const copy = await session(await server.clone(original))
  expect((await copy.query('select n from daily')).rows).toEqual([{ n: 1 }])
  await expect(client.query('select 1')).rejects.toThrow()
  await copy.end()
})

test('disconnect ends all sessions before it returns', async () => {
  const made = await server.create()
  await Promise.all([session(made), session(made)])
  await server.disconnect(made)
  const admin = await session({ ...made, database: 'postgres' })
  const { rows } = await admin.query('select pid from pg_stat_activity where datname = $1', [made.database])
  await admin.end()
  expect(rows).toEqual([])
})

test('a dropped database is gone, though somebody was connected to it; a second drop does nothing', async () => {
  const [kept, dropped] = [await server.create(), await server.create()]
  await session(dropped)
  await server.drop(dropped)
  await server.drop(dropped)
  expect(await scratchDatabases(runId)).toEqual([kept.database])
})

test('a database of anybody else is never touched', async () => {
  const other = await start(`${runId}0`)
  const foreign = await other.create()
  for (const database of [foreign, { ...foreign, database: 'postgres' }]) {
    for (const act of [server.drop, server.clone, server.disconnect]) {
      await expect(act(database)).rejects.toEqual(expect.objectContaining({ name: 'InternalError' }))
    }
  }
  await server.close()
  expect(await scratchDatabases(`${runId}0`)).toEqual([foreign.database])
  await other.close()
})

test('close drops everything, also what is being made at that moment, and makes no more', async () => {
  const first = await server.create()
  await session(first)
  const making = [server.create(), server.clone(first)]
  await Promise.all([server.close(), server.close()])
  await Promise.all(making)
  expect(await scratchDatabases(runId)).toEqual([])
  await expect(server.create()).rejects.toEqual(expect.objectContaining({ name: 'CancelledError' }))
})
