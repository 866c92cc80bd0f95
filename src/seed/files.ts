import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { ConfigError } from '../model/errors.js'
import type { History } from '../model/history.js'

/** The name of the file that is run before the first migration. */
export const BASE = 'base'

/**
 * The SQL files of a folder by the revision that they are named after; `base` is what stands before the first one.
 * @throws ConfigError when the folder cannot be read or a file is named after no revision
 */
export function seedFiles(folder: string, { revisions }: History): ReadonlyMap<string, string> {
  const known = new Set([BASE, ...revisions.map(({ id }) => id)])
  const files = new Map<string, string>()
  for (const name of namesIn(folder)) {
    if (!name.endsWith('.sql')) continue
    const revision = name.slice(0, -'.sql'.length)
    if (!known.has(revision))
      throw new ConfigError(
        `The seed file ${join(folder, name)} is named after no revision: call it by the whole id of the revision after ` +
          'which it shall run, or base.sql to run it before the first one.',
      )
    files.set(revision, join(folder, name))
  }
  return files
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort()
  } catch (error) {
    throw new ConfigError(
      `The seed folder ${folder} cannot be read: ${(error as Error).message}. Check seed, or give none.`,
    )
  }
}
