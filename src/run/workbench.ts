import type { Snapshot } from '../model/catalog.js'
import type { DatabaseTarget } from '../model/server.js'
import type { Direction, PlannedRevision, StepReport } from '../model/step.js'
import type { SnapshotReader } from '../snapshot/index.js'
import type { OpenedEnvironment } from '../tools/tool.js'
import type { Bench } from './bench.js'
import { withLocks } from './lock-watch.js'
import { Outliving } from './outliving.js'
import { newDatabase, Pristine, runSeedFile, throwIfCancelled } from './pristine.js'
import { once, Rows } from './rows.js'

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
  #rows: Rows | null = null
  readonly #note: (text: string) => void
  /** The last revision, as a place in the plan, after which the user's rows were put in. */
  #reached = -1
  #isOpen = false
  #begun: { readonly revision: string; readonly report: Promise<StepReport> } | null = null
  #pristine: Pristine | null = null
  readonly #outliving: Outliving

  constructor(
    private readonly bench: Bench,
    private readonly revisions: readonly PlannedRevision[],
  ) {
    const { server, readCluster: read } = bench
    const outside = { read, query: (sql: string) => server.query(sql), isAlone: () => server.isAlone() }
    this.#outliving = new Outliving(outside, (told) => bench.progress.made?.(told))
    this.#note = once((text) => bench.progress.note?.(text))
  }

  /** Makes the scratch database and enters the project's environment on it. */
  async start(): Promise<void> {
    await this.#outliving.start()
    await this.#enter(await newDatabase(this.bench))
  }

  /**
   * Begins a revision's upgrade for which `step` will ask next, so that it runs while the step before is judged. Nothing else may be asked
   * of the workbench in between.
   */
  begin(revision: string): void {
    this.#begun = { revision, report: this.#step(revision, 'upgrade') }
    // Told when it is asked for.
    this.#begun.report.catch(() => undefined)
  }

  /** Runs one step in the scratch database. */
  step(revision: string, direction: Direction): Promise<StepReport> {
    const begun = this.#begun
    this.#begun = null
    return begun?.revision === revision && direction === 'upgrade'
      ? begun.report
      : this.#step(revision, direction)
  }

  async #step(revision: string, direction: Direction): Promise<StepReport> {
    this.bench.signal.throwIfAborted()
    if (!this.#isOpen && this.#database !== null) await this.#open(this.#database)
    this.#snapshot = null
    this.#rows?.moved()
    const { server, tool } = this.bench
    const step = tool.step(revision, direction, this.stamped.has(revision))
    const report = await withLocks(server, this.#database, step)
    if (report.error !== null) this.#isOpen = false
    throwIfCancelled(this.bench)
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

  /** The catalog as it stands, once there are rows in the tables that came: they change nothing in it, so both are done at once. */
  async settled(): Promise<Snapshot> {
    const [snapshot] = await Promise.all([this.snapshot(), this.rows().then((rows) => rows?.settle())])
    return snapshot
  }

  /** Runs statements as one transaction in the scratch database; gives what the server says when it refuses them, else null. */
  async execute(statements: readonly string[]): Promise<string | null> {
    if (this.#database === null) throw new Error('the workbench was not started')
    this.#snapshot = null
    this.#rows?.doubt()
    return this.bench.execute(this.#database, statements)
  }

  /** The rows of the scratch database; null when tables shall stay as migrations leave them. */
  async rows(): Promise<Rows | null> {
    if (this.#rows !== null || this.bench.rows === null) return this.#rows
    if (this.#database === null || this.environment === null) throw new Error('the workbench was not started')
    this.#rows = await Rows.open(this.bench.rows, this.#database, this.environment.versionTable, this.#note)
    return this.#rows
  }

  /** A step was taken that nobody watched. */
  doubtRows(): void {
    this.#rows?.doubt()
  }

  /** True when there are rows that no migration and no file of the user's put there. */
  get holdsGenerated(): boolean {
    return this.bench.rows?.generated === true && this.#rows !== null
  }

  /** Puts in the user's rows once the revision at this place in the plan is reached. */
  async reach(index: number): Promise<void> {
    this.#reached = index
    if (this.#database === null || !(await this.#runFile(this.#database, index))) return
    this.#snapshot = null
    this.#rows?.doubt()
  }

  /** Brings the database to the state after the upgrade of the plan's revisions 0 to `last`, as if nothing had gone wrong. */
  async rebuild(last: number): Promise<void> {
    await this.#leave()
    // What the server holds must be as it was before the steps that are run again, or CREATE ROLE fails.
    await this.#outliving.forget(false)
    this.#pristine ??= await Pristine.make(this.bench, this.revisions, this.stamped, this.#outliving)
    const pristine = await this.#pristine.upgradeTo(last)
    // A second database would hold on to the roles that migrations drop, and a copy has neither grants nor settings of its own.
    if (this.#outliving.touched) this.#pristine = null
    const database = this.#outliving.touched ? pristine : await this.bench.server.clone(pristine)
    if (last <= this.#reached) await this.#runFile(database, last)
    return this.#enter(database)
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
    await this.#rows?.close()
    this.#reader = this.#rows = null
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

  #runFile(database: DatabaseTarget, index: number): Promise<boolean> {
    return runSeedFile(this.bench, database, this.revisions[index]?.revision, this.stamped)
  }
}
