import { isView, keyOfObject, readsOf, type CatalogObject, type Snapshot } from '../model/catalog.js'
import type { Altered, Change } from '../model/change.js'
import { MENDERS } from './all.js'
import type { Mender, Sql } from './mender.js'
import { joined, ownerTo } from './statements.js'

const BY_KIND: ReadonlyMap<string, Mender> = new Map(
  MENDERS.flatMap((mender) => mender.kinds.map((kind) => [kind, mender])),
)

/**
 * Statements that undo the changes; null when they cannot be told. What came goes first, the newest before the older
 * ones that it may stand on.
 */
export function undoAll(changes: readonly Change[], before: Snapshot): Sql {
  const added = changes.filter(({ type }) => type === 'added').sort((a, b) => b.object.oid - a.object.oid)
  const others = changes.filter(({ type }) => type !== 'added').sort((a, b) => earlierOid(a) - earlierOid(b))
  return joined([...added, ...others].map((change) => undo(change, before)))
}

/** Statements that turn the later state of a change into the earlier one; null when they cannot be told. */
function undo(change: Change, before: Snapshot): Sql {
  switch (change.type) {
    case 'added':
      return drop(change.object)
    case 'removed':
      return createWhole(change.object, before)
    case 'replaced':
      return joined([drop(change.object), createWhole(change.before, before)])
    case 'altered':
      return undoAltered(change, before)
  }
}

function undoAltered(change: Altered, before: Snapshot): Sql {
  const own: Sql = change.differences.every(({ minor }) => minor)
    ? []
    : (BY_KIND.get(change.object.kind)?.alter?.(change) ?? null)
  if (own !== null) return joined([own, ...change.children.map((child) => undo(child, before))])
  const dependents = standingOn(change.before, before)
  return joined([
    ...[...dependents].reverse().map(drop),
    drop(change.object),
    createWhole(change.before, before),
    ...dependents.map((object) => createWhole(object, before)),
  ])
}

function drop(object: CatalogObject): Sql {
  return BY_KIND.get(object.kind)?.drop(object) ?? null
}

/** How objects of its kind are mended; undefined where no fix can. */
export function menderOf({ kind }: CatalogObject): Mender | undefined {
  return BY_KIND.get(kind)
}

/** Statements that make the object and what hung on it: its indexes and triggers; null when they cannot be told. */
export function createWhole(object: CatalogObject, before: Snapshot): Sql {
  const mender = BY_KIND.get(object.kind)
  const own = mender?.create?.(object) ?? null
  const key = keyOfObject(object)
  const hanging = [...before.objects.values()]
    .filter(({ parent }) => parent === key)
    .sort((a, b) => a.oid - b.oid)
  return joined([own, owner(object, before), ...hanging.map((child) => createWhole(child, before))])
}

/** A new object belongs to whoever migrates: to the role that most objects belong to. */
function owner(object: CatalogObject, before: Snapshot): Sql {
  const name = object.properties['owner']
  if (typeof name !== 'string' || name === usualOwner(before)) return []
  return [ownerTo({ keyword: object.kind.toUpperCase(), grant: '' }, object.identity, name)]
}

function usualOwner({ objects }: Snapshot): string {
  const counts = new Map<string, number>()
  for (const { properties } of objects.values()) {
    const name = properties['owner']
    if (typeof name === 'string') counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? ''
}

/**
 * Views and materialized views that read the object or name it, and those that do so with these, oldest first. Definitions give every
 * name in full, so a name found in one is a dependency or, at worst, a literal.
 */
function standingOn(object: CatalogObject, before: Snapshot): readonly CatalogObject[] {
  const views = [...before.objects.values()].filter(isView)
  const found = new Set<CatalogObject>([object])
  for (const base of found)
    for (const view of views) if (!isSame(view, object) && mentions(view, base)) found.add(view)
  found.delete(object)
  return [...found].sort((a, b) => a.oid - b.oid)
}

function isSame(a: CatalogObject, b: CatalogObject): boolean {
  return a.kind === b.kind && a.identity === b.identity
}

function mentions(view: CatalogObject, base: CatalogObject): boolean {
  if (readsOf(view).includes(keyOfObject(base))) return true
  const { identity } = base
  const text = String(view.properties['definition'] ?? '')
  for (let at = text.indexOf(identity); at !== -1; at = text.indexOf(identity, at + 1)) {
    const around = `${text[at - 1] ?? ' '}${text[at + identity.length] ?? ' '}`
    if (!/[\w$".]./.test(around) && !/.[\w$"]/.test(around)) return true
  }
  return false
}

function earlierOid(change: Change): number {
  return change.type === 'altered' || change.type === 'replaced' ? change.before.oid : change.object.oid
}
