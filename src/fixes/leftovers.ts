import { keyOfObject, type CatalogObject, type ObjectKey, type Snapshot } from '../model/catalog.js'
import { everyChange, type Change, type Difference } from '../model/change.js'
import { Mentions } from './mentions.js'
import { renamings, withFormerNames, type Renaming } from './renamed.js'

/** What is to be undone of one object once the former names are given back. */
export interface Leftover {
  /** Null for an object that did not stand before. */
  readonly was: CatalogObject | null
  /** Null for an object that is gone. */
  readonly now: CatalogObject | null
  /** What differs in an object that stands before and after. */
  readonly differences: readonly Difference[]
  /** What gives back the names that this is told with. */
  readonly renamings: readonly Renaming[]
}

/** Changes that are to be undone, seen object by object, with the states on both sides. */
export interface Leftovers {
  readonly of: ReadonlyMap<Change, Leftover>
  readonly renamings: readonly Renaming[]
  readonly before: Mentions
  /** What stands when the former names are given back. */
  readonly after: Mentions
}

/** `before` is the state that the changes begin with. */
export function leftoversOf(changes: readonly Change[], before: Snapshot): Leftovers {
  const all = everyChange(changes)
  const stood = mentionsOf(before)
  const stands = new Mentions(stateAfter(all, before.objects))
  const gone = all.flatMap((one) => (one.type === 'removed' ? [one.object] : []))
  const come = all.flatMap((one) => (one.type === 'added' ? [one.object] : []))
  const found = renamings({ gone, come, before: stood, after: stands })
  const after =
    found.length === 0
      ? stands
      : new Mentions(byKey([...stands.objects.values()].map((one) => withFormerNames(one, found))))
  const of = new Map(all.map((change) => [change, leftoverOf(change, found, after)]))
  pair(of)
  return { of, renamings: found, before: stood, after }
}

const known = new WeakMap<Snapshot, Mentions>()

function mentionsOf(snapshot: Snapshot): Mentions {
  const mentions = known.get(snapshot) ?? new Mentions(snapshot.objects)
  known.set(snapshot, mentions)
  return mentions
}

function stateAfter(
  changes: readonly Change[],
  before: ReadonlyMap<ObjectKey, CatalogObject>,
): ReadonlyMap<ObjectKey, CatalogObject> {
  const objects = new Map(before)
  for (const change of changes) {
    if (change.type === 'removed') objects.delete(keyOfObject(change.object))
    if (change.type === 'altered' || change.type === 'replaced') objects.delete(keyOfObject(change.before))
  }
  for (const { type, object } of changes) if (type !== 'removed') objects.set(keyOfObject(object), object)
  return objects
}

function leftoverOf(change: Change, all: readonly Renaming[], after: Mentions): Leftover {
  if (change.type === 'removed') return { was: change.object, now: null, differences: [], renamings: [] }
  const named = withFormerNames(change.object, all)
  const now = after.objects.get(keyOfObject(named)) ?? named
  const used = all.filter((one) => withFormerNames(change.object, [one]) !== change.object)
  if (change.type === 'added') return { was: null, now, differences: [], renamings: used }
  const was = change.before
  const differences =
    change.type === 'replaced'
      ? []
      : change.differences.filter(
          ({ property, old, minor }) => minor || !same(old, now.properties[property] ?? null),
        )
  return { was, now, differences, renamings: used }
}

/** What is gone under one name and has come under another is one object. */
function pair(of: Map<Change, Leftover>): void {
  const come = new Map<ObjectKey, Change>()
  for (const [change, { was, now }] of of)
    if (was === null && now !== null) come.set(keyOfObject(now), change)
  for (const [change, { was, now }] of of) {
    const other = was !== null && now === null ? come.get(keyOfObject(was)) : undefined
    const { now: object, renamings = [] } = (other && of.get(other)) ?? {}
    if (was === null || other === undefined || object === undefined || object === null) continue
    const one = { was, now: object, differences: differing(was, object), renamings }
    of.set(change, one).set(other, one)
  }
}

function differing(
  { properties: was }: CatalogObject,
  { properties: is }: CatalogObject,
): readonly Difference[] {
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .map((property) => ({ property, old: was[property] ?? null, new: is[property] ?? null, minor: false }))
    .filter(({ old, new: now }) => !same(old, now))
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

function byKey(objects: readonly CatalogObject[]): ReadonlyMap<ObjectKey, CatalogObject> {
  return new Map(objects.map((object) => [keyOfObject(object), object]))
}
