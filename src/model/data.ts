import type { CatalogObject, ObjectKey } from './catalog.js'
import type { Leg, StepError } from './step.js'

/** How much a relation holds; `bytes` with its indexes. */
export interface Size {
  readonly rows: number
  readonly bytes: number
}

/** What a table holds: how many rows, and of each column one number that stands for all its values, in whatever order. */
export interface Contents {
  readonly rows: number
  readonly columns: Readonly<Record<string, string>>
  /** The columns in which each value is a moment of this run, as that of a row's last change is. */
  readonly now: readonly string[]
}

/** An error of the server to what matview-check asked of it. */
export interface ServerError {
  readonly sqlstate: string
  readonly message: string
  readonly detail: string | null
}

/** Under which settings of the session a query was run. */
export type Setting = 'TimeZone' | 'DateStyle' | 'IntervalStyle' | 'search_path'

/** What a query gave under a value of one setting, the others left as they are. */
export interface SettingProbe {
  readonly setting: Setting
  readonly value: string
  /** True when the rows are other ones than under the settings of the first run. */
  readonly differs: boolean
  /** Null when it ran. */
  readonly error: ServerError | null
}

/** What became of a materialized view when it was tried on rows. Nothing of it stays. */
export interface Probe {
  readonly view: CatalogObject
  readonly refresh: { readonly concurrently: boolean; readonly error: ServerError | null }
  /** True when its query, run twice in a row in one transaction, gives different rows. */
  readonly unsteady: boolean
  readonly settings: readonly SettingProbe[]
}

/** A table whose rows were not what they must be after a leg. */
export interface Loss {
  readonly table: ObjectKey
  readonly leg: 'downgrade' | 'reupgrade'
  readonly before: number
  readonly after: number
  /** Columns that stood before and after and do not hold what they held. */
  readonly columns: readonly string[]
  /** Those of them that hold moments of this run instead. */
  readonly now: readonly string[]
}

/** A leg that failed on generated rows and passed without any. */
export interface Provoked {
  readonly leg: Leg
  readonly error: StepError
}

/** What a revision did on a database that holds rows. */
export interface DataEvidence {
  /** True when matview-check made the rows up; false when the project gave them with --seed. */
  readonly generated: boolean
  readonly probes: readonly Probe[]
  readonly losses: readonly Loss[]
  readonly provoked: Provoked | null
}
