import pg from 'pg'
import { clientConfig } from '../../src/model/server.js'
import { testServer } from './database.js'

/** The scratch databases of one run that are on the test server now. */
export function scratchDatabases(runId: string | undefined): Promise<readonly string[]> {
  if (!runId) throw new Error('The run has saved no run-id.')
  return names(
    'select datname as name from pg_catalog.pg_database where datname like $1 order by 1',
    `matview_check_${runId}_%`,
  )
}

/** The role of this name, if it is on the test server now. */
export function rolesNamed(name: string): Promise<readonly string[]> {
  return names('select rolname as name from pg_catalog.pg_roles where rolname = $1', name)
}

async function names(query: string, parameter: string): Promise<readonly string[]> {
  const client = new pg.Client(clientConfig({ ...testServer(), database: 'postgres' }))
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string }>(query, [parameter])
    return rows.map(({ name }) => name)
  } finally {
    await client.end()
  }
}
