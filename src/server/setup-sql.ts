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
  const client = new pg.Client({ ...clientConfig(database), application_name: 'matview-check setup' })
  client.on('error', () => undefined)
  await client.connect()
  try {
    for (const file of files) await runFile(client, file)
  } finally {
    await client.end()
  }
}

async function runFile(client: pg.Client, file: string): Promise<void> {
  const sql = await readFile(file, 'utf8').catch((error: Error) => {
    throw new ConfigError(`The setup SQL file ${file} cannot be read: ${error.message}. Check setup-sql.`)
  })
  try {
    await client.query(sql)
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error
    const line = error.position === undefined ? '' : ` on line ${lineAt(sql, Number(error.position))}`
    throw new ConfigError(
      `The setup SQL file ${file} fails${line}: ${error.message}. Mend it, or leave it out.`,
    )
  }
}

function lineAt(text: string, position: number): number {
  return [...text].slice(0, position - 1).filter((character) => character === '\n').length + 1
}
