import type { History } from '../model/history.js'
import type { DatabaseTarget } from '../model/server.js'
import type { Direction, StepReport } from '../model/step.js'

/** What a migration tool needs to know of the project. */
export interface ToolOptions {
  /** The tool's configuration file, absolute. */
  readonly config: string
  /** Section of the configuration file (Alembic's `--name`); null for the tool's default. */
  readonly section: string | null
  /** Command that starts the project's Python, split into words. */
  readonly python: readonly string[]
  /** Arguments for env.py as `key=value` (Alembic's `-x`). */
  readonly xArguments: readonly string[]
  /** More environment variables that shall hold the scratch database's URL. */
  readonly urlVariables: readonly string[]
  /** Seconds after which a step is given up. */
  readonly stepTimeout: number
  /** Given each line that the project's Python prints, for `--verbose`. */
  readonly onOutput?: (line: string) => void
}

/** Versions the tool knows once its process runs. */
export interface ToolVersions {
  readonly python: string
  readonly tool: string
  readonly sqlalchemy: string
}

/** What is known once the project's environment stands in a scratch database. */
export interface OpenedEnvironment {
  /** The Python database driver, such as `psycopg2 2.9.13`. */
  readonly driver: string
  readonly versionTable: VersionTable
}

/** The table in which the tool keeps the current revision; it is no part of the schema under test. */
export interface VersionTable {
  /** Null: the connection's first schema. */
  readonly schema: string | null
  readonly name: string
}

/**
 * One migration tool's process on one project. Calls are made one after another, never at once.
 * All throw ConfigError when the project's set-up is at fault and InternalError when the process breaks the protocol.
 */
export interface ToolProcess {
  readonly versions: ToolVersions
  readonly history: History
  /** Enters the project's environment on a scratch database, and proves that it stands there. */
  open(database: DatabaseTarget): Promise<OpenedEnvironment>
  /**
   * Runs exactly one revision's upgrade or downgrade and commits it. With `stamp` only the version table is moved.
   * A step that fails is reported, rolled back as far as the migration allows, and leaves the environment closed.
   */
  step(revision: string, direction: Direction, stamp?: boolean): Promise<StepReport>
  /** Leaves the environment; no connection of the process is open afterwards. Does nothing when it is closed. */
  close(): Promise<void>
  /** Ends the process. Never throws. */
  stop(): Promise<void>
}

/** An adapter for one migration tool. */
export interface MigrationTool {
  readonly id: string
  /** Starts the tool's process and loads the project's history. */
  start(options: ToolOptions): Promise<ToolProcess>
}
