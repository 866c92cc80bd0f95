import type { Intent } from './intent.js'

/** The options that name SQL files. `refresh-sql`: run by the application, and only read here. */
export type SqlOption = 'setup-sql' | 'seed' | 'refresh-sql'

/** A file that an option names and that refreshes materialized views, or may. */
export interface ConfiguredSql {
  readonly option: SqlOption
  /** Relative to the working directory where it lies below it, with forward slashes. */
  readonly file: string
  readonly sql: string
  /** What its statements say. */
  readonly intents: readonly Intent[]
}
