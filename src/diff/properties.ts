import type { CatalogObject, Json } from '../model/catalog.js'
import type { Difference } from '../model/change.js'
import { sameButForCasts } from './casts.js'
import { sameButForIndentation } from './indentation.js'

/** What differs between two states of one object, by property name. */
export function differences(before: CatalogObject, after: CatalogObject): Difference[] {
  return [
    ...compare(before.properties, after.properties, sameJson).map((difference) => ({
      ...difference,
      minor: isHarmless(difference),
    })),
    ...compare(before.minor, after.minor, sameOrder).map((difference) => ({ ...difference, minor: true })),
  ]
}

/** What was never filled and is now gives rows where it gave an error: nobody misses that. */
function isHarmless({ property, old, new: now }: Omit<Difference, 'minor'>): boolean {
  if (property === 'populated') return old === false && now === true
  return (
    property === 'definition' &&
    typeof old === 'string' &&
    typeof now === 'string' &&
    (sameButForCasts(old, now) || sameButForIndentation(old, now))
  )
}

type Properties = Readonly<Record<string, Json>>

function compare(
  before: Properties,
  after: Properties,
  same: (a: Json, b: Json) => boolean,
): Omit<Difference, 'minor'>[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()
  return names
    .map((property) => ({ property, old: before[property] ?? null, new: after[property] ?? null }))
    .filter(({ old, new: now }) => !same(old, now))
}

/** Both sides come from jsonb, which writes the members of an object in one fixed order. */
function sameJson(a: Json, b: Json): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}

/** Two lists in which what stands on both sides stands in the same order: an element more or less is told elsewhere. */
function sameOrder(a: Json, b: Json): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return sameJson(a, b)
  const onlyCommon = (list: readonly Json[], other: readonly Json[]): Json[] =>
    list.filter((x) => other.includes(x))
  return sameJson(onlyCommon(a, b), onlyCommon(b, a))
}
