import type { LegStatus } from './evidence.js'
import type { Finding, Severity } from './finding.js'
import type { InventoryView, Relation } from './inventory.js'
import type { Leg } from './step.js'

/** The number of the result file's format. It grows when a reader of the former would go wrong. */
export const FORMAT_VERSION = 1

/** Versions of everything that took part. */
export interface Environment {
  readonly matviewCheck: string
  readonly postgresql: string
  readonly python: string
  /** The migration tool and its version, such as `alembic 1.20.1`. */
  readonly tool: string
  readonly sqlalchemy: string
  /** The Python database driver, such as `psycopg2 2.9.13`. */
  readonly driver: string
}

export interface LegResult {
  readonly leg: Leg
  readonly status: LegStatus
  readonly milliseconds: number
}

export interface RevisionResult {
  readonly id: string
  readonly message: string
  readonly file: string
  /** Empty for a revision that was only applied, to reach those that are checked. */
  readonly legs: readonly LegResult[]
}

export interface WalkResult {
  readonly status: 'passed' | 'failed'
  /** Number of revisions taken down and up again. */
  readonly revisions: number
  /** The revision at which it turned round early; null when it went all the way down. */
  readonly stoppedAt: string | null
  readonly milliseconds: number
}

/** A comment `ignore[rule]` that silenced nothing. */
export interface UnusedIgnore {
  readonly file: string
  readonly line: number
  readonly rule: string
}

export interface Shard {
  readonly index: number
  readonly total: number
}

/** A part of a run whose result was not among those that were merged: nothing is known of its revisions. */
export interface MissingShard extends Shard {
  /** Position in `environments`; 0 when there is but one. */
  readonly environment: number
}

/** `never` only reports. */
export type FailOn = 'error' | 'warning' | 'never'

/** The result of one run, as it is written to the result file. */
export interface CheckResult {
  readonly formatVersion: typeof FORMAT_VERSION
  readonly environment: Environment
  /** Path of the migration tool's configuration, relative to the working directory. */
  readonly config: string
  readonly failOn: FailOn
  /** `failed` when a finding is at or above `failOn`, or a shard is missing; never with `failOn` never. */
  readonly verdict: 'passed' | 'failed'
  readonly counts: Readonly<Record<Severity, number>>
  readonly shard: Shard | null
  readonly milliseconds: number
  readonly revisions: readonly RevisionResult[]
  /** Null when no full walk was asked for. */
  readonly walk: WalkResult | null
  readonly findings: readonly Finding[]
  readonly unusedIgnores: readonly UnusedIgnore[]
  /** All materialized views at the heads, by identity; left out when the heads were not reached. */
  readonly materializedViews?: readonly InventoryView[]
  /**
   * The views that the checked revisions touched, with all that they read and all that reads them, each after what it reads;
   * left out with `materializedViews`.
   */
  readonly dependencies?: readonly Relation[]
  /** Only in a merged result of several environments: all of them; `environment` is the first. */
  readonly environments?: readonly Environment[]
  /** Only in a merged result to which shards are missing. */
  readonly missingShards?: readonly MissingShard[]
}
