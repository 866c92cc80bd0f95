import type { Severity } from '../model/finding.js'
import type { FailOn, Shard } from '../model/result.js'

/**
 * Which revisions are run up, down and up; the others are only applied. `A:B` is `from` (left out) to `to` (taken in).
 * A `baseRef` of null is the default branch, as `changedFiles` finds it.
 */
export type Selection =
  | { readonly kind: 'all' }
  | { readonly kind: 'changed'; readonly baseRef: string | null }
  | { readonly kind: 'one'; readonly revision: string }
  | { readonly kind: 'range'; readonly from: string; readonly to: string }

/** Where the rows of tables come from; a folder is absolute. */
export type Seed = 'generated' | 'none' | { readonly folder: string }

/** Everything a check is told from outside, validated. Paths are absolute. */
export interface CheckInputs {
  /** The working directory: relative paths in results are relative to it. */
  readonly directory: string
  readonly config: string
  readonly section: string | null
  readonly python: readonly string[]
  /** Names a server, never a database to work in; null starts a throwaway server. */
  readonly databaseUrl: string | null
  /** Major version of the throwaway server; null takes the newest found. */
  readonly postgres: number | null
  readonly selection: Selection
  /** This revision and those before it are only applied, never judged. */
  readonly floor: string | null
  /** SQL files run on each scratch database before the first migration. */
  readonly setupSql: readonly string[]
  readonly seed: Seed
  /** SQL files that the application runs: they are only read. */
  readonly refreshSql: readonly string[]
  readonly failOn: FailOn
  readonly fullWalk: boolean
  readonly shard: Shard | null
  readonly xArguments: readonly string[]
  readonly urlVariables: readonly string[]
  /** Seconds. */
  readonly stepTimeout: number
  /** Seconds to wait for the server. */
  readonly wait: number
  /** Severities that differ from the rules' own. */
  readonly severities: Readonly<Record<string, Severity | 'off'>>
  /** Report files to write: format id to absolute path, or `-` for standard output. */
  readonly reports: Readonly<Record<string, string>>
  readonly verbose: boolean
}
