import { readFile } from 'node:fs/promises'
import pg from 'pg'
import { ConfigError } from '../model/errors.js'
import { clientConfig, type DatabaseTarget } from '../model/server.js'

/**
 * Runs the user's SQL files on a scratch database, in the order given, each as one script.
 * @throws ConfigError with the file, the server's message and its line when a file cannot be read or a statement fails
 */
export async function runSetupSql(database: DatabaseTarget, files: readonly string[]): Promise<void> {
  if (files.length === 0) return
  await connected(database, async (client) => {
    for (const file of files) await runFile(client, file, 'setup')
  })
}

/**
 * Runs one file of the user's that inserts rows.
 * @throws ConfigError as `runSetupSql`
 */
export async function runSeedSql(database: DatabaseTarget, file: string): Promise<void> {
  await connected(database, (client) => runFile(client, file, 'seed'))
}

/** Runs statements on a scratch database as one transaction; gives what the server says when it refuses one of them, else null. */
export async function execute(
  database: DatabaseTarget,
  statements: readonly string[],
): Promise<string | null> {
  return connected(database, async (client) => {
    try {
      await client.query(['begin', ...statements, 'commit'].join(';\n'))
      return null
    } catch (error) {
      if (error instanceof pg.DatabaseError) return error.message
      throw error
    }
  })
}

async function connected<T>(database: DatabaseTarget, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ ...clientConfig(database), application_name: 'matview-check setup' })
  client.on('error', () => undefined)
  await client.connect()
  return work(client).finally(() => client.end())
}

async function runFile(client: pg.Client, file: string, what: 'setup' | 'seed'): Promise<void> {
  const sql = await readFile(file, 'utf8').catch((error: Error) => {
    const option = what === 'setup' ? 'setup-sql' : 'seed'
    throw new ConfigError(`The ${what} SQL file ${file} cannot be read: ${error.message}. Check ${option}.`)
  })
  try {
    await client.query(sql)
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error
    const line = error.position === undefined ? '' : ` on line ${lineAt(sql, Number(error.position))}`
    throw new ConfigError(
      `The ${what} SQL file ${file} fails${line}: ${error.message}. Mend it, or leave it out.`,
    )
  }
}

function lineAt(text: string, position: number): number {
  return [...text].slice(0, position - 1).filter((character) => character === '\n').length + 1
}
