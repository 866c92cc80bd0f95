/** Starts a throwaway server, says where it is, and waits to be killed. Run by cluster.test.ts as a process of its own. */
import { startServer } from '../../src/server/index.js'

const server = await startServer({
  ...{ databaseUrl: null, postgres: null, waitSeconds: 0, runId: 'hang' },
  note: () => undefined,
})
await server.create()
process.stdout.write(`${server.target.host}\n`)
if (process.argv.includes('wait')) setInterval(() => undefined, 1000)
