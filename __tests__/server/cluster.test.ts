import { spawn } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from '@jest/globals'
import pg from 'pg'
import { clientConfig } from '../../src/model/server.js'
import { launch, startCluster } from '../../src/server/cluster.js'
import { startServer } from '../../src/server/index.js'
import { reach } from '../../src/server/reach.js'
import { prepareSite } from '../../src/server/site.js'

const quiet = { postgres: null, waitSeconds: 0, runId: 'cluster', note: () => undefined }

const postmaster = (folder: string): number =>
  Number(readFileSync(join(folder, 'data', 'postmaster.pid'), 'utf8').split('\n')[0])

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** Ends when it holds; jest's own limit is the only clock. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await sleep(20)
}

test('a throwaway server works, in a folder that is closed to others, and leaves nothing', async () => {
  const server = await startServer({ ...quiet, databaseUrl: null })
  const folder = server.target.host
  const pid = postmaster(folder)
  expect(statSync(folder).mode & 0o777).toBe(0o700)
  // PostgreSQL refuses to run as root: then the folder and the server are somebody else's.
  expect(statSync(folder).uid === 0).toBe(false)
  const client = new pg.Client(clientConfig(await server.create()))
  await client.connect()
  const { rows } = await client.query(
    `select upper('é') = case when current_setting('server_version_num')::int >= 170000 then 'É' else 'é' end as letters,
            current_setting('max_locks_per_transaction') as locks, current_setting('TimeZone') as zone`,
  )
  await client.end()
  expect(rows).toEqual([{ letters: true, locks: '64', zone: 'UTC' }])
  await server.close()
  expect([existsSync(folder), runs(pid)]).toEqual([false, false])
})

describe('the server ends with its process', () => {
  const script = join('__tests__', 'server', 'hang.ts')
  const start = (...args: string[]) =>
    spawn(process.execPath, ['--import', './scripts/typescript.mjs', script, ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, NODE_OPTIONS: '' },
    })

  test('when that is killed with SIGKILL', async () => {
    const child = start('wait')
    const [line] = (await child.stdout.take(1).toArray()) as [Buffer]
    const folder = line.toString().trim()
    const pid = postmaster(folder)
    expect(runs(pid)).toBe(true)
    child.kill('SIGKILL')
    await until(() => !runs(pid) && !existsSync(folder))
  })

  test('when nobody stopped it, and it holds nobody up', async () => {
    const child = start()
    const [line] = (await child.stdout.take(1).toArray()) as [Buffer]
    await until(() => child.exitCode === 0 && !existsSync(line.toString().trim()))
  })
})

test('stopped while it is still being made, it leaves nothing', async () => {
  const cluster = await startCluster(null)
  await until(() => existsSync(join(cluster.target.host, 'data')))
  await Promise.all([cluster.stop(), cluster.stop()])
  expect(existsSync(cluster.target.host)).toBe(false)
})

test('a server that does not come up is an error that says why', async () => {
  const site = await prepareSite(null)
  const target = {
    host: site.folder,
    port: 5432,
    user: 'postgres',
    password: null,
    sslmode: null,
    database: 'postgres',
  }
  const cluster = launch(
    site,
    { initdb: '--username=postgres --no-sync', server: '-c no_such_setting=1' },
    target,
  )
  await expect(
    reach(target, { waitSeconds: 60, note: () => undefined, signal: cluster.ended }),
  ).rejects.toEqual(
    expect.objectContaining({
      name: 'ConfigError',
      message: expect.stringMatching(/did not stay up \(.*no_such_setting/),
    }),
  )
  expect(existsSync(site.folder)).toBe(false)
})
