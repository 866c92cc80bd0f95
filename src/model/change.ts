import type { CatalogObject, Json } from './catalog.js'

/** One property that is not what it was. `old` or `new` is null where the property is absent on that side. */
export interface Difference {
  readonly property: string
  readonly old: Json
  readonly new: Json
  /** Worth a notice only. */
  readonly minor: boolean
}

/** `object` is only on the later side. `children` were added with it. */
export interface Added {
  readonly type: 'added'
  readonly object: CatalogObject
  readonly children: readonly Change[]
}

/** `object` is only on the earlier side. `children` went with it. */
export interface Removed {
  readonly type: 'removed'
  readonly object: CatalogObject
  readonly children: readonly Change[]
}

/** The name is taken on both sides, by objects of different kinds. */
export interface Replaced {
  readonly type: 'replaced'
  readonly before: CatalogObject
  readonly object: CatalogObject
  readonly children: readonly Change[]
}

/**
 * The object is on both sides and is not the same. `recreated`: it was dropped and made again in between, and then
 * `children` holds what differs in the objects that hang on it (a materialized view's indexes).
 */
export interface Altered {
  readonly type: 'altered'
  readonly before: CatalogObject
  readonly object: CatalogObject
  readonly recreated: boolean
  readonly differences: readonly Difference[]
  readonly children: readonly Change[]
}

export type Change = Added | Removed | Replaced | Altered

/** The changes with all that hang on them, each before its own. */
export function everyChange(changes: readonly Change[]): readonly Change[] {
  return changes.flatMap((change) => [change, ...everyChange(change.children)])
}

/** True when nothing in the change is worth more than a notice. */
export function isMinor(change: Change): boolean {
  return (
    change.type === 'altered' &&
    change.differences.every((one) => one.minor) &&
    change.children.every(isMinor)
  )
}
