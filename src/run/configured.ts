import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import type { CheckInputs } from '../inputs/inputs.js'
import type { ConfiguredSql, SqlOption } from '../model/configured-sql.js'
import { ConfigError } from '../model/errors.js'
import { syntaxError, type IntentReader } from './intents.js'

type Named = Pick<CheckInputs, 'directory' | 'setupSql' | 'seed' | 'refreshSql'>

/**
 * The files among those that the options name which say REFRESH. None is run here.
 * @throws ConfigError when one of `refresh-sql` cannot be read, or is no SQL
 */
export async function configuredSql(
  { directory, setupSql, seed, refreshSql }: Named,
  readIntents: IntentReader,
): Promise<readonly ConfiguredSql[]> {
  const found: ConfiguredSql[] = []
  const read = async (option: SqlOption, path: string): Promise<void> => {
    const sql = ofPsql(await textOf(option, path))
    if (!/refresh/i.test(sql)) return
    if (option === 'refresh-sql') await mustParse(sql, path)
    const { all } = readIntents([{ sql, milliseconds: 0, line: null }])
    const file = relative(directory, path).replaceAll('\\', '/')
    found.push({ option, file, sql, intents: all })
  }
  for (const path of setupSql) await read('setup-sql', path)
  for (const path of typeof seed === 'string' ? [] : sqlFiles(seed.folder)) await read('seed', path)
  for (const path of refreshSql) await read('refresh-sql', path)
  return found
}

/** Nothing for a file that will be run: then it is told what is wrong with it. */
async function textOf(option: SqlOption, path: string): Promise<string> {
  return readFile(path, 'utf8').catch((error: Error) => {
    if (option !== 'refresh-sql') return ''
    throw new ConfigError(
      `The file ${path} of refresh-sql cannot be read: ${error.message}. Check refresh-sql.`,
    )
  })
}

function sqlFiles(folder: string): readonly string[] {
  try {
    const names = readdirSync(folder).filter((name) => name.endsWith('.sql'))
    return names.sort().map((name) => join(folder, name))
  } catch {
    return []
  }
}

/**
 * SQL as psql sends it: a line that begins with a backslash is psql's own, and a byte order mark is left out.
 * https://www.postgresql.org/docs/current/app-psql.html#APP-PSQL-META-COMMANDS
 */
function ofPsql(text: string): string {
  return text.replace(/^\uFEFF/, '').replace(/^\\.*$/gm, '')
}

async function mustParse(sql: string, path: string): Promise<void> {
  const error = await syntaxError(sql)
  if (error === null) return
  throw new ConfigError(
    `The file ${path} of refresh-sql is not SQL that PostgreSQL reads: ${error.message} on line ${error.line}. Mend it, or give a file that holds only the statements which refresh.`,
  )
}
