import type { Seed } from '../inputs/inputs.js'
import type { History } from '../model/history.js'
import type { DatabaseTarget } from '../model/server.js'
import { BASE, seedFiles } from './files.js'
import { openRows } from './keeper.js'

/** Where the rows of a run come from. */
export interface RowSource {
  /** True when matview-check makes them up, so that what only they provoke is no fault. */
  readonly generated: boolean
  readonly open: typeof openRows
  /**
   * Runs the project's file for a revision, or for the empty database, where there is one; false when there is none.
   * @throws ConfigError when it fails
   */
  readonly runFile: (database: DatabaseTarget, revision: string | null) => Promise<boolean>
}

/**
 * What the user asked for; null when tables shall stay as migrations leave them.
 * @throws ConfigError when the folder cannot be read or a file is named after no revision
 */
export function rowSource(
  seed: Seed,
  history: History,
  run: (database: DatabaseTarget, file: string) => Promise<void>,
): RowSource | null {
  if (seed === 'none') return null
  const files = seed === 'generated' ? new Map<string, string>() : seedFiles(seed.folder, history)
  return {
    generated: seed === 'generated',
    open: openRows,
    async runFile(database, revision) {
      const file = files.get(revision ?? BASE)
      if (file !== undefined) await run(database, file)
      return file !== undefined
    },
  }
}
