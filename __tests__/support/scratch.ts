import pg from 'pg'
import { clientConfig } from '../../src/model/server.js'
import { testServer } from './database.js'

/** The scratch databases of one run that are on the test server now. */
export async function scratchDatabases(runId: string | undefined): Promise<readonly string[]> {
  if (!runId) throw new Error('The run has saved no run-id.')
  const client = new pg.Client(clientConfig({ ...testServer(), database: 'postgres' }))
  await client.connect()
  try {
    const like = `matview_check_${runId}_%`
    const found = await client.query<{ datname: string }>(
      'select datname from pg_catalog.pg_database where datname like $1 order by 1',
      [like],
    )
    return found.rows.map(({ datname }) => datname)
  } finally {
    await client.end()
  }
}
