import { isView, keyOfObject, readsOf, type ObjectKey, type Snapshot } from '../model/catalog.js'
import type { Size } from '../model/data.js'
import type { Past } from '../model/evidence.js'
import { sourcesFirst, type InventoryView, type Relation } from '../model/inventory.js'
import { materializedViews, readiness } from '../model/materialized-view.js'
import { indexesOn, objectsOfKind } from '../model/object-index.js'
import type { TouchedRelation } from './touched.js'

/** The materialized views of a snapshot, by identity. `sizes` is by identity, too. */
export function inventoryOf(
  heads: Snapshot,
  past: Past,
  sizes: ReadonlyMap<string, Size> = new Map(),
): readonly InventoryView[] {
  return materializedViews(heads)
    .map((view) => {
      const own = indexesOn(heads, view)
      const found = readiness(view, own)
      return {
        identity: view.identity,
        revision: past.makerOf(view),
        indexes: own
          .map(({ name, facts }) => ({ name, unique: facts?.['unique'] === true }))
          .toSorted((a, b) => compare(a.name, b.name)),
        populated: view.properties['populated'] !== false,
        concurrently: found.ready,
        because: found.ready ? null : found.because,
        reads: readsOf(view).map((key) => partsOf(key).identity),
        rows: sizes.get(view.identity)?.rows ?? null,
        bytes: sizes.get(view.identity)?.bytes ?? null,
      }
    })
    .toSorted((a, b) => compare(a.identity, b.identity))
}

/**
 * Every view that was touched, with all that it reads and all that reads it, sources first: those views only that stand in one
 * line with a materialized view.
 */
export function dependenciesOf(
  heads: Snapshot,
  touched: ReadonlyMap<ObjectKey, TouchedRelation>,
): readonly Relation[] {
  const reads = readsByReader(heads, touched)
  const readers = reversed(reads)
  const shown = new Set<ObjectKey>()
  for (const [key] of touched) {
    if (!reads.has(key)) continue
    const line = [...closure(key, reads), ...closure(key, readers)]
    if (line.some((one) => partsOf(one).kind === 'materialized view')) line.forEach((one) => shown.add(one))
  }
  const relations = [...shown].map((key): Relation => {
    const touch = touched.get(key)?.touch ?? null
    return {
      ...partsOf(key),
      // A revision that was only applied may have made it again.
      touch: touch === 'dropped' && heads.objects.has(key) ? 'recreated' : touch,
      reads: (reads.get(key) ?? []).filter((one) => shown.has(one)).map((one) => partsOf(one).identity),
    }
  })
  return sourcesFirst(relations)
}

type Links = ReadonlyMap<ObjectKey, readonly ObjectKey[]>

const VIEWS = ['view', 'materialized view']

/** What each view reads at the heads; of one that was dropped, what is left of it. */
function readsByReader(heads: Snapshot, touched: ReadonlyMap<ObjectKey, TouchedRelation>): Links {
  const standing = new Set(
    [...heads.objects.values()].filter(({ slot }) => slot === 'relation').map(({ identity }) => identity),
  )
  const gone = [...touched.values()].flatMap(({ touch, object }) =>
    touch === 'dropped' && object !== null && isView(object) && !standing.has(object.identity)
      ? [object]
      : [],
  )
  const left = new Set([...heads.objects.keys(), ...gone.map(keyOfObject)])
  return new Map([
    ...VIEWS.flatMap((kind) => objectsOfKind(heads, kind)).map(
      (view) => [keyOfObject(view), readsOf(view)] as const,
    ),
    ...gone.map((view) => [keyOfObject(view), readsOf(view).filter((key) => left.has(key))] as const),
  ])
}

function reversed(links: Links): Links {
  const found = new Map<ObjectKey, ObjectKey[]>()
  for (const [from, all] of links)
    for (const to of all) {
      const known = found.get(to)
      if (known === undefined) found.set(to, [from])
      else known.push(from)
    }
  return found
}

/** One key and all that can be reached from it. */
function closure(from: ObjectKey, links: Links): ReadonlySet<ObjectKey> {
  const reached = new Set([from])
  for (const key of reached) for (const next of links.get(key) ?? []) reached.add(next)
  return reached
}

/** Taken apart again: not everything that a view reads stands in a snapshot. */
function partsOf(key: ObjectKey): { readonly kind: string; readonly identity: string } {
  const kind = /^(?:materialized view|foreign table|\w+) /.exec(key)?.[0].trimEnd() ?? ''
  return { kind, identity: key.slice(kind.length + 1) }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
