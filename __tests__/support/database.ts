import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { clientConfig, type DatabaseTarget } from '../../src/model/server.js'
import { parseServerUrl } from '../../src/server/url.js'

/** A database of one test's own on the server of this jest run. */
export interface TestDatabase {
  readonly target: DatabaseTarget
  query(sql: string): Promise<readonly Record<string, unknown>[]>
  drop(): Promise<void>
}

/** How to reach the server that `global-setup.ts` started. */
export function testServer(): Omit<DatabaseTarget, 'database'> {
  return { ...parseServerUrl(process.env['TEST_DATABASE_URL'] ?? '') }
}

function client(target: DatabaseTarget): pg.Client {
  return new pg.Client(clientConfig(target))
}

async function once(target: DatabaseTarget, sql: string): Promise<void> {
  const admin = client(target)
  await admin.connect()
  await admin.query(sql).finally(() => admin.end())
}

export async function createTestDatabase(): Promise<TestDatabase> {
  const server = testServer()
  const database = `test_${randomBytes(6).toString('hex')}`
  const admin = { ...server, database: 'postgres' }
  await once(admin, `create database ${database} template template0`)
  const target = { ...server, database }
  const session = client(target)
  await session.connect()
  return {
    target,
    query: async (sql) => (await session.query<Record<string, unknown>>(sql)).rows ?? [],
    drop: async () => {
      await session.end()
      await once(admin, `drop database ${database} with (force)`)
    },
  }
}

/** The server's major version, such as 17. */
export async function serverMajor(): Promise<number> {
  const session = client({ ...testServer(), database: 'postgres' })
  await session.connect()
  const { rows } = await session
    .query<{ server_version_num: string }>('show server_version_num')
    .finally(() => session.end())
  return Math.floor(Number(rows[0]?.server_version_num) / 10_000)
}

/** Names of matview-check's scratch databases that are on the server now. */
export async function scratchDatabases(): Promise<string[]> {
  const admin = client({ ...testServer(), database: 'postgres' })
  await admin.connect()
  const { rows } = await admin
    .query<{ datname: string }>(
      `select datname from pg_database where datname like 'matview_check_%' order by 1`,
    )
    .finally(() => admin.end())
  return rows.map(({ datname }) => datname)
}
