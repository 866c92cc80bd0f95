import { CancelledError, ConfigError } from '../model/errors.js'
import type { DatabaseTarget } from '../model/server.js'
import type { PlannedRevision } from '../model/step.js'
import type { Outliving } from './outliving.js'
import type { Bench } from './bench.js'

/** A scratch database that is ready for the first migration. */
export async function newDatabase({ server, prepare, rows }: Bench): Promise<DatabaseTarget> {
  const database = await server.create()
  await prepare(database)
  await rows?.runFile(database, null)
  return database
}

/**
 * Runs the user's file of rows for a revision; false when there is none. One that fails is told only where an upgrade has failed,
 * since what it inserts into may be missing.
 * @throws ConfigError when it fails
 */
export async function runSeedFile(
  { rows, progress }: Bench,
  database: DatabaseTarget,
  revision: string | undefined,
  stamped: ReadonlySet<string>,
): Promise<boolean> {
  if (rows === null || revision === undefined || stamped.has(revision)) return false
  try {
    return await rows.runFile(database, revision)
  } catch (error) {
    if (!(error instanceof ConfigError) || stamped.size === 0) throw error
    progress.note?.(error.message)
    return true
  }
}

/** A step that ends because its process was stopped looks like a failing migration; it is not one. */
export function throwIfCancelled({ signal }: Bench): void {
  if (signal.aborted) throw new CancelledError('The check was cancelled.')
}

/** A database that is only ever upgraded, and holds no rows but those of migrations and of the user's files. */
export class Pristine {
  #upgraded = -1
  /** The last revision whose file was run. */
  #filled = -1

  private constructor(
    readonly database: DatabaseTarget,
    private readonly bench: Bench,
    private readonly revisions: readonly PlannedRevision[],
    private readonly stamped: Set<string>,
    private readonly outliving: Outliving,
  ) {}

  static async make(
    bench: Bench,
    revisions: readonly PlannedRevision[],
    stamped: Set<string>,
    outliving: Outliving,
  ): Promise<Pristine> {
    return new Pristine(await newDatabase(bench), bench, revisions, stamped, outliving)
  }

  /** Runs the upgrades of the plan's revisions up to `last`, and the user's files for those before it; leaves the environment. */
  async upgradeTo(last: number): Promise<DatabaseTarget> {
    const { tool, signal } = this.bench
    if (this.#upgraded < last) await tool.open(this.database)
    while (this.#upgraded < last) {
      signal.throwIfAborted()
      for (; this.#filled < this.#upgraded; this.#filled++)
        await runSeedFile(this.bench, this.database, this.revisions[this.#filled + 1]?.revision, this.stamped)
      const id = this.revisions[this.#upgraded + 1]?.revision ?? ''
      const report = await tool.step(id, 'upgrade', this.stamped.has(id))
      throwIfCancelled(this.bench)
      await this.outliving.note(report)
      if (report.error === null) this.#upgraded += 1
      else {
        this.stamped.add(id)
        await tool.open(this.database)
      }
    }
    await tool.close()
    return this.database
  }
}
