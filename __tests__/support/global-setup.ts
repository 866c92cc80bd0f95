import { randomBytes } from 'node:crypto'
import type { Server } from '../../src/server/server.js'

/** Where global-teardown.ts finds the server: both run in jest's own process, not in a test file's sandbox. */
export interface SetupGlobals {
  testServer?: Server
}

/**
 * One throwaway PostgreSQL for all test files of a jest run, which find it in TEST_DATABASE_URL.
 * TEST_POSTGRES names its major version; else it is the newest on the machine.
 */
export default async function globalSetup(): Promise<void> {
  // Jest's own transforms and name mapping do not reach what globalSetup imports as an ES module.
  await import('../../scripts/typescript.mjs' as string)
  const { startServer } = await import('../../src/server/index.js')
  const server = await startServer({
    databaseUrl: null,
    postgres: process.env['TEST_POSTGRES'] ? Number(process.env['TEST_POSTGRES']) : null,
    waitSeconds: 0,
    runId: randomBytes(4).toString('hex'),
    note: (text) => process.stderr.write(`${text}\n`),
  })
  process.stderr.write(`Tests run on PostgreSQL ${server.version}\n`)
  const { host, port, user } = server.target
  // The host before ?host= counts for nobody, but node-postgres takes no URL without one.
  process.env['TEST_DATABASE_URL'] =
    `postgresql://${user}@localhost:${port}/postgres?host=${encodeURIComponent(host)}`
  ;(globalThis as SetupGlobals).testServer = server
}
