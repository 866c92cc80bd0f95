import { keyOfObject, type CatalogObject, type Json, type ObjectKey } from '../model/catalog.js'
import { everyChange, type Change } from '../model/change.js'
import type { FindingDifference, FindingObject } from '../model/finding.js'

const TOLD_BY_TABLE: ReadonlySet<string> = new Set(['column', 'constraint', 'sequence'])

/** The key of the object a change speaks of: as it stood for a removed one, else as it stands. */
export function keyOf(change: Change): ObjectKey {
  return keyOfObject(change.object)
}

/** Every object that the changes touch, at any depth; both kinds where one took the other's name. */
export function keysIn(changes: readonly Change[]): ReadonlySet<ObjectKey> {
  return new Set(
    everyChange(changes).flatMap((change) => [
      keyOf(change),
      ...(change.type === 'replaced' ? [keyOfObject(change.before)] : []),
    ]),
  )
}

/** The changes that are a finding each. An object that stands unchanged itself gives way to what hangs on it. */
export function roots(changes: readonly Change[] | null): readonly Change[] {
  return (changes ?? []).flatMap((change) =>
    change.type === 'altered' && !change.recreated && change.differences.length === 0
      ? roots(change.children)
      : [change],
  )
}

/** The changes without those of the given objects and of what hangs on them. */
export function without(changes: readonly Change[], told: ReadonlySet<ObjectKey>): readonly Change[] {
  return changes.flatMap((change) => {
    const parent = change.object.parent
    if (told.has(keyOf(change)) || (parent !== null && told.has(parent))) return []
    const children = without(change.children, told)
    const empty = change.type === 'altered' && change.differences.length === 0 && children.length === 0
    return empty ? [] : [{ ...change, children }]
  })
}

/** What an object is, in one value: its definition where it has one. */
export function summary(object: CatalogObject): Json {
  return object.properties['definition'] ?? object.properties['type'] ?? 'present'
}

/** A change as differences that a report prints: the object's own properties, then what hangs on it. */
export function differencesOf(change: Change): readonly FindingDifference[] {
  const children = childrenOf(change).flatMap(asDifferences)
  return change.type === 'altered' ? [...change.differences.map(plain), ...children] : children
}

/** What hangs on the object and is worth telling: a table's columns and constraints come and go with it. */
export function childrenOf(change: Change): readonly Change[] {
  const whole = change.type === 'added' || change.type === 'removed'
  return whole ? change.children.filter(({ object }) => !TOLD_BY_TABLE.has(object.kind)) : change.children
}

/** One change seen from above, where the object itself is what was added, lost or altered. */
export function asDifferences(change: Change): readonly FindingDifference[] {
  const property = `${change.object.kind} ${change.object.name}`
  switch (change.type) {
    case 'added':
      return [{ property, old: null, new: summary(change.object) }]
    case 'removed':
      return [{ property, old: summary(change.object), new: null }]
    case 'replaced':
      return [{ property, old: change.before.kind, new: change.object.kind }]
    case 'altered':
      return differencesOf(change).map((one) => ({ ...one, property: `${property}: ${one.property}` }))
  }
}

/** The object as a finding names it. */
export function findingObject({ kind, schema, name, identity }: CatalogObject): FindingObject {
  return { kind, schema, name, identity }
}

function plain({ property, old, new: now }: FindingDifference): FindingDifference {
  return { property, old, new: now }
}
