import type { CatalogObject, Snapshot } from '../model/catalog.js'
import { objectsOn } from '../model/object-index.js'
import { MENDERS } from './all.js'
import type { Mender, Sql } from './mender.js'
import { joined, ownerTo } from './statements.js'

const BY_KIND: ReadonlyMap<string, Mender> = new Map(
  MENDERS.flatMap((mender) => mender.kinds.map((kind) => [kind, mender])),
)

/** How objects of its kind are mended; undefined where no fix can. */
export function menderOf({ kind }: Pick<CatalogObject, 'kind'>): Mender | undefined {
  return BY_KIND.get(kind)
}

/** Statements that make the object alone, its owner included; null when they cannot be told. */
export function create(object: CatalogObject, before: Snapshot): Sql {
  return joined([menderOf(object)?.create?.(object) ?? null, owner(object, before)])
}

/** Statements that make the object and what hung on it: its indexes and triggers; null when they cannot be told. */
export function createWhole(object: CatalogObject, before: Snapshot): Sql {
  const hanging = [...objectsOn(before, object)].sort((a, b) => a.oid - b.oid)
  return joined([create(object, before), ...hanging.map((child) => createWhole(child, before))])
}

/** A new object belongs to whoever migrates: to the role that most objects belong to. */
function owner(object: CatalogObject, before: Snapshot): Sql {
  const name = object.properties['owner']
  if (typeof name !== 'string' || name === usualOwner(before)) return []
  return [ownerTo({ keyword: object.kind.toUpperCase(), grant: '' }, object.identity, name)]
}

const usual = new WeakMap<Snapshot, string>()

function usualOwner(snapshot: Snapshot): string {
  const known = usual.get(snapshot)
  if (known !== undefined) return known
  const counts = new Map<string, number>()
  for (const { properties } of snapshot.objects.values()) {
    const name = properties['owner']
    if (typeof name === 'string') counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  const found = [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? ''
  usual.set(snapshot, found)
  return found
}
