import { createServer as createHttpServer } from 'node:http'
import { createServer } from 'node:net'
import type { AddressInfo, Server as NetServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import pg from 'pg'
import { clientConfig } from '../../src/model/server.js'
import type { Cluster } from '../../src/server/cluster.js'
import { dropLeftovers, startServer } from '../../src/server/index.js'
import { freePort, startGuardedServer } from './guarded.js'

const open: NetServer[] = []
let cluster: Cluster
const notes: string[] = []

const start = (databaseUrl: string, waitSeconds = 1, signal?: AbortSignal) =>
  startServer({
    ...{ databaseUrl, postgres: null, waitSeconds, runId: 'reach' },
    note: (text) => notes.push(text),
    ...(signal ? { signal } : {}),
  })

async function listen(server: NetServer): Promise<number> {
  open.push(server)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return (server.address() as AddressInfo).port
}

const sentence = (text: RegExp) =>
  expect.objectContaining({ name: 'ConfigError', message: expect.stringMatching(text) })

beforeAll(async () => {
  cluster = await startGuardedServer()
  const { user, password, port } = cluster.target
  const server = await start(`postgresql+psycopg://${user}:${password}@127.0.0.1:${port}/not_made_yet`, 60)
  await server.close()
  const admin = new pg.Client(clientConfig(cluster.target))
  await admin.connect()
  await admin.query(`create role "Plain ""User""" login password 'hush'`)
  await admin.end()
})
afterAll(async () => {
  for (const server of open) server.close()
  await cluster?.stop()
})

test('a server that is still starting was waited for, and said so', () => {
  expect(notes[0]).toMatch(/^Waiting for PostgreSQL at 127\.0\.0\.1:\d+: .+ \(up to \d+ s more\)\.$/)
})

describe('at once and in one sentence', () => {
  test.each([
    ['a wrong password', 'postgres:wrong', /refuses the password of user "postgres": correct/],
    ['no password', 'postgres', /wants a password for user "postgres"/],
    ['no such user', 'nobody_here:hush', /refuses the password of user "nobody_here"/],
    ['no CREATEDB', 'Plain%20%22User%22:hush', /ALTER ROLE "Plain ""User""" CREATEDB/],
  ])('%s', async (_, account, text) => {
    const url = `postgresql://${account}@127.0.0.1:${cluster.target.port}/postgres`
    await expect(start(url, 600)).rejects.toEqual(sentence(text))
    await expect(start(url, 600)).rejects.not.toThrow(/hush|wrong/)
  })

  test('encryption that the server does not offer', async () => {
    const url = `postgresql://postgres:hush@127.0.0.1:${cluster.target.port}/?sslmode=require`
    await expect(start(url, 600)).rejects.toEqual(sentence(/offers no encryption: take sslmode=require out/))
  })

  test('a web server at that port', async () => {
    const port = await listen(createHttpServer((_, response) => response.end()))
    await expect(start(`postgresql://127.0.0.1:${port}`, 600)).rejects.toEqual(sentence(/is not PostgreSQL/))
  })
})

describe('after waiting, in one sentence', () => {
  test('nobody listens', async () => {
    const port = await freePort()
    const text = new RegExp(`at localhost:${port} within 1 s \\(connection refused\\).*services:.*ports:`)
    await expect(start(`postgresql://localhost:${port}`)).rejects.toEqual(sentence(text))
  })

  test('no such host', async () => {
    const found = start('postgresql://no-such-host.invalid')
    await expect(found).rejects.toEqual(
      sentence(/at no-such-host\.invalid:5432 within 1 s \(host name not found\).*container/),
    )
  })

  test('no such socket', async () => {
    await expect(start('postgresql:///?host=/no/such/folder')).rejects.toEqual(sentence(/no such socket/))
  })

  test('a port that takes connections and says nothing', async () => {
    const port = await listen(createServer(() => undefined))
    await expect(start(`postgresql://127.0.0.1:${port}`)).rejects.toEqual(sentence(/says nothing/))
  })

  test('a port proxy without a server behind it', async () => {
    const port = await listen(createServer((socket) => socket.end()))
    await expect(start(`postgresql://127.0.0.1:${port}`)).rejects.toEqual(
      sentence(/within 1 s \(it hangs up\)/),
    )
  })
})

test('a cancelled run waits no longer', async () => {
  const port = await freePort()
  const controller = new AbortController()
  const started = start(`postgresql://127.0.0.1:${port}`, 600, controller.signal)
  controller.abort()
  await expect(started).rejects.toEqual(expect.objectContaining({ name: 'CancelledError' }))
})

test('a server whose own encoding is another gives databases in UTF8, and the post step drops what was left', async () => {
  const { user, password, port } = cluster.target
  const url = `postgresql://${user}:${password}@127.0.0.1:${port}/postgres`
  const server = await start(url)
  const made = await server.create()
  const client = new pg.Client(clientConfig(made))
  await client.connect()
  expect((await client.query('show server_encoding')).rows).toEqual([{ server_encoding: 'UTF8' }])
  await client.end()
  const nothingMore = (): Promise<readonly string[]> => Promise.resolve([])
  expect(await dropLeftovers(url, 'another', nothingMore)).toEqual([])
  expect(await dropLeftovers(url, 'reach', nothingMore)).toEqual([made.database])
  await server.close()
})
