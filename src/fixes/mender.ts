import type { CatalogObject } from '../model/catalog.js'
import type { Altered, Difference } from '../model/change.js'

/** Statements in the order in which they must run, without closing semicolons; null when they cannot be told. */
export type Sql = readonly string[] | null

/** How objects of a kind are taken away and made again. Adding a kind is a file in `kinds/` and a line in `all.ts`. */
export interface Mender {
  readonly kinds: readonly string[]
  /** Takes the object away with what hangs on it, never with CASCADE. */
  readonly drop: (object: CatalogObject) => Sql
  /** Makes the object alone as its properties tell it; what hangs on it is made by its own mender. */
  readonly create?: (object: CatalogObject) => Sql
  /** Gives `before` back without dropping anything; null when it must be dropped and made again. */
  readonly alter?: (change: Altered) => Sql
  /** True when PostgreSQL alters it so only while nothing stands on it. */
  readonly isHeldBack?: (differences: readonly Difference[]) => boolean
  /** Gives an object its former name back, and its former schema; both hang on the same parent. */
  readonly rename?: (now: CatalogObject, former: CatalogObject) => Sql
}
