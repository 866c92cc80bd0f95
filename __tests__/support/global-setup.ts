import type { Server } from '../../src/server/server.js'

/** Where global-teardown.ts finds the server: both run in jest's own process, not in a test file's sandbox. */
export interface SetupGlobals {
  testServer?: Server
}

/** One throwaway PostgreSQL for all test files of a jest run; a file that must be alone on one starts its own. */
export default async function globalSetup(): Promise<void> {
  // Jest's own transforms and name mapping do not reach what globalSetup imports as an ES module.
  await import('../../scripts/typescript.mjs' as string)
  const { startTestServer } = await import('./test-server.js')
  const server = await startTestServer((text) => process.stderr.write(`${text}\n`))
  process.stderr.write(`Tests run on PostgreSQL ${server.version}\n`)
  ;(globalThis as SetupGlobals).testServer = server
}
