import type { KnownRows } from './rows.js'
import type { SeldomRow } from './seldom.js'
import type { Source } from './sources.js'

/** A row of a source that came or was written anew. */
export type ChangedRow = readonly [id: string, relation: number, prints: string]

/** The names of roles and tablespaces, by what they are and their oid. */
export type Names = Readonly<Record<string, string>>

/** What one look at the catalogs found. What is left out did not change. */
export interface Looked {
  /** The changed rows by their source's catalog. */
  readonly changed: ReadonlyMap<string, readonly ChangedRow[]>
  readonly names?: Names
  readonly unreadable?: string | null
  readonly cluster?: string
  readonly system?: boolean
  /** All rows of some catalogs that seldom change, and which catalogs these are. */
  readonly seldom?: { readonly rows: readonly SeldomRow[]; readonly catalogs: ReadonlySet<string> }
}

/** Finds out which rows of the catalogs changed. */
export interface Finder {
  /** What changed since the last call; the first time all there is. */
  look(): Promise<Looked>
  /** The ids of the source's known rows that are no longer there. Asked for after a look whose changed rows are known by now. */
  gone(source: Source, known: KnownRows): Promise<readonly string[]>
}
