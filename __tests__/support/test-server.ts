import { randomBytes } from 'node:crypto'
import { startServer } from '../../src/server/index.js'
import type { Server } from '../../src/server/server.js'

/** A throwaway PostgreSQL, with its URL in TEST_DATABASE_URL. TEST_POSTGRES names its major version; else it is the newest on the machine. */
export async function startTestServer(note: (text: string) => void): Promise<Server> {
  const server = await startServer({
    databaseUrl: null,
    postgres: process.env['TEST_POSTGRES'] ? Number(process.env['TEST_POSTGRES']) : null,
    waitSeconds: 0,
    runId: randomBytes(4).toString('hex'),
    note,
  })
  const { host, port, user } = server.target
  // The host before ?host= counts for nobody, but node-postgres takes no URL without one.
  process.env['TEST_DATABASE_URL'] =
    `postgresql://${user}@localhost:${port}/postgres?host=${encodeURIComponent(host)}`
  return server
}
