/** What the parts of `npm run bench` share: a server, timed commands, rows of a table. */
import { spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { venvPython as python } from '../setup.mjs'

const cli = join(import.meta.dirname, '..', '..', 'dist', 'cli.js')

export const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]

/** A throwaway server and a folder, with what is measured on them. `close` removes both. */
export async function openBench() {
  await import('../typescript.mjs')
  const { startServer } = await import('../../src/server/index.ts')
  const folder = await mkdtemp(join(tmpdir(), 'matview-check-bench-'))
  const server = await startServer({
    databaseUrl: null,
    postgres: null,
    waitSeconds: 30,
    runId: 'bench',
    note: () => undefined,
  })
  const { user, host, port } = server.target
  const serverUrl = `postgresql://${user}@/postgres?host=${encodeURIComponent(host)}&port=${port}`

  const seconds = (command, args, env = {}) => {
    const started = performance.now()
    const { status, stderr } = spawnSync(command, args, {
      cwd: folder,
      env: { ...process.env, ...env },
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    })
    if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}: ${stderr}`)
    return (performance.now() - started) / 1000
  }
  const withDatabase = async (work) => {
    const database = await server.create()
    const at = `host=${database.host}&port=${database.port}`
    try {
      return await work(`postgresql+psycopg2://${database.user}@/${database.database}?${at}`)
    } finally {
      await server.drop(database)
    }
  }
  const alembic = (config, url, ...args) =>
    seconds(python, ['-m', 'alembic', '-c', config, ...args], { DATABASE_URL: url })

  return {
    server,
    folder,
    seconds,
    withDatabase,
    alembic,
    /** Seconds of one plain `alembic upgrade head`. */
    plain: (config) => withDatabase((url) => alembic(config, url, 'upgrade', 'head')),
    /** A whole check by the built command line: seconds, those of its snapshots, peak memory in bytes, result. */
    async check(config, ...args) {
      const json = join(folder, 'result.json')
      const measured = join(folder, 'measured.json')
      const hook = join(import.meta.dirname, 'measured.mjs')
      const given = ['--config', config, '--python', python, '--database-url', serverUrl, '--json', json]
      const time = seconds(process.execPath, ['--import', hook, cli, 'check', ...given, ...args], {
        MEASURED: measured,
      })
      const { memory, snapshots } = JSON.parse(await readFile(measured, 'utf8'))
      return {
        seconds: time,
        memory,
        snapshots: snapshots / 1000,
        result: JSON.parse(await readFile(json, 'utf8')),
      }
    },
    async close() {
      await server.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
