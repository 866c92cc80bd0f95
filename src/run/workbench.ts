import type { Snapshot } from '../model/catalog.js'
import { CancelledError } from '../model/errors.js'
import type { Progress } from '../model/progress.js'
import type { DatabaseTarget } from '../model/server.js'
import type { Direction, PlannedRevision, StepReport } from '../model/step.js'
import type { Server } from '../server/server.js'
import type { SnapshotReader } from '../snapshot/index.js'
import type { OpenedEnvironment, ToolProcess, VersionTable } from '../tools/tool.js'
import type { IntentReader } from './intents.js'
import { Outliving } from './outliving.js'

/** The stages that a run works with; `check.ts` hands them over. */
export interface Bench {
  readonly server: Server
  readonly tool: ToolProcess
  /** Makes a new scratch database ready for the first migration. */
  readonly prepare: (database: DatabaseTarget) => Promise<void>
  readonly openSnapshots: (database: DatabaseTarget, versionTable: VersionTable) => Promise<SnapshotReader>
  /** What belongs to the whole server, read outside all scratch databases. */
  readonly readCluster: () => Promise<NonNullable<Snapshot['cluster']>>
  readonly readIntents: IntentReader
  readonly progress: Progress
  readonly equal: (a: Snapshot, b: Snapshot) => boolean
  readonly signal: AbortSignal
}

/**
 * The scratch database that the migrations run in, with the tool and the snapshots that stand in it. Beside it, once
 * something went wrong, a second database that is only ever upgraded: its copies take the place of a spoilt one.
 */
export class Workbench {
  /** Revisions whose upgrade failed: from then on they are only stamped. */
  readonly stamped = new Set<string>()
  environment: OpenedEnvironment | null = null
  #database: DatabaseTarget | null = null
  #reader: SnapshotReader | null = null
  #snapshot: Snapshot | null = null
  #isOpen = false
  #pristine: { readonly database: DatabaseTarget; upgraded: number } | null = null
  readonly #outliving: Outliving

  constructor(
    private readonly bench: Bench,
    private readonly revisions: readonly PlannedRevision[],
  ) {
    const outside = { read: bench.readCluster, query: (sql: string) => bench.server.query(sql) }
    this.#outliving = new Outliving(outside, (told) => bench.progress.made?.(told))
  }

  /** Makes the scratch database and enters the project's environment on it. */
  async start(): Promise<void> {
    await this.#outliving.start()
    await this.#enter(await this.#newDatabase())
  }

  /** Runs one step in the scratch database. */
  async step(revision: string, direction: Direction): Promise<StepReport> {
    this.bench.signal.throwIfAborted()
    if (!this.#isOpen && this.#database !== null) await this.#open(this.#database)
    this.#snapshot = null
    const report = await this.bench.tool.step(revision, direction, this.stamped.has(revision))
    if (report.error !== null) this.#isOpen = false
    this.#throwIfCancelled()
    await this.#outliving.note(report)
    return report
  }

  /** The catalog as it stands; read at most once between two steps. */
  async snapshot(): Promise<Snapshot> {
    if (this.#snapshot !== null) return this.#snapshot
    if (this.#reader === null) {
      if (this.#database === null || this.environment === null)
        throw new Error('the workbench was not started')
      this.#reader = await this.bench.openSnapshots(this.#database, this.environment.versionTable)
    }
    this.#snapshot = await this.#reader.take()
    return this.#snapshot
  }

  /** Brings the database to the state after the upgrade of the plan's revisions 0 to `last`, as if nothing had gone wrong. */
  async rebuild(last: number): Promise<void> {
    await this.#leave()
    // What the server holds must be as it was before the steps that are run again, or CREATE ROLE fails.
    await this.#outliving.forget(false)
    const pristine = await this.#upgradePristine(last)
    if (!this.#outliving.touched) return this.#enter(await this.bench.server.clone(pristine))
    // A second database would hold on to the roles that migrations drop, and a copy has neither grants nor settings of its own.
    this.#pristine = null
    return this.#enter(pristine)
  }

  /**
   * Leaves the environment and closes the connections. The databases are the server's to drop, unless roles that this run made
   * stand in them: then they go first, and the roles after them.
   */
  async close(): Promise<void> {
    await this.#closeAll()
    if (!this.#outliving.madeSomething) return
    const left = await this.#dropMade().catch(() => ['what they made'])
    if (left.length > 0)
      this.bench.progress.note?.(
        `Made by migrations on the server, and could not be dropped: ${left.join(', ')}.`,
      )
  }

  async #dropMade(): Promise<readonly string[]> {
    for (const one of [this.#database, this.#pristine?.database]) if (one) await this.bench.server.drop(one)
    this.#database = this.#pristine = null
    return (await this.#outliving.forget(true)).left
  }

  async #closeAll(): Promise<void> {
    await this.#reader?.close()
    this.#reader = null
    await this.bench.tool.close()
    this.#isOpen = false
  }

  async #leave(): Promise<void> {
    await this.#closeAll()
    if (this.#database !== null) await this.bench.server.drop(this.#database)
    this.#database = null
    this.#snapshot = null
  }

  async #enter(database: DatabaseTarget): Promise<void> {
    this.#database = database
    await this.#open(database)
  }

  async #open(database: DatabaseTarget): Promise<void> {
    this.environment = await this.bench.tool.open(database)
    this.#isOpen = true
  }

  async #newDatabase(): Promise<DatabaseTarget> {
    const database = await this.bench.server.create()
    await this.bench.prepare(database)
    return database
  }

  async #upgradePristine(last: number): Promise<DatabaseTarget> {
    this.#pristine ??= { database: await this.#newDatabase(), upgraded: -1 }
    const { database } = this.#pristine
    if (this.#pristine.upgraded < last) await this.bench.tool.open(database)
    while (this.#pristine.upgraded < last) {
      this.bench.signal.throwIfAborted()
      const id = this.revisions[this.#pristine.upgraded + 1]?.revision ?? ''
      const report = await this.bench.tool.step(id, 'upgrade', this.stamped.has(id))
      this.#throwIfCancelled()
      await this.#outliving.note(report)
      if (report.error === null) this.#pristine.upgraded += 1
      else {
        this.stamped.add(id)
        await this.bench.tool.open(database)
      }
    }
    await this.bench.tool.close()
    return database
  }

  /** A step that ends because its process was stopped looks like a failing migration; it is not one. */
  #throwIfCancelled(): void {
    if (this.bench.signal.aborted) throw new CancelledError('The check was cancelled.')
  }
}
