import type { CatalogObject, ObjectKey, Snapshot } from '../model/catalog.js'
import type { Change } from '../model/change.js'
import { unshared } from '../model/object-map.js'
import { joinGeneratedNames, type Compared } from './generated.js'
import { differences } from './properties.js'
import { pairReplaced } from './replaced.js'

/** One object with what became of it; at least one of `before` and `after` is there. */
interface Node extends Compared {
  readonly children: Node[]
}

/**
 * What became of the objects of `before` in `after`, ordered by kind and identity. What came, went or was made anew
 * together with the object it hangs on is that change's child: a dropped table is one change.
 */
export function diff(before: Snapshot, after: Snapshot): Change[] {
  const nodes = new Map<ObjectKey, Node>()
  for (const [key, node] of changed(before, after)) nodes.set(key, { ...node, children: [] })
  const roots: Node[] = []
  const place = (node: Node): void => {
    const parent = (node.after ?? node.before)?.parent ?? null
    const above = parent === null ? undefined : madeAnew(parent, before, after)
    if (parent === null || above === undefined) return void roots.push(node)
    let parentNode = nodes.get(parent)
    if (parentNode === undefined) {
      parentNode = { ...above, differences: [], children: [] }
      nodes.set(parent, parentNode)
      place(parentNode)
    }
    parentNode.children.push(node)
  }
  for (const node of [...nodes.values()]) place(node)
  return toChanges(roots)
}

/** True when nothing differs, minor differences included. */
export function equal(before: Snapshot, after: Snapshot): boolean {
  return changed(before, after).size === 0
}

const compared = new WeakMap<Snapshot, WeakMap<Snapshot, Map<ObjectKey, Compared>>>()

/** Comparing costs as much as there are objects, and a run asks for the same pair more than once. */
function changed(before: Snapshot, after: Snapshot): Map<ObjectKey, Compared> {
  const known = compared.get(before)?.get(after)
  if (known !== undefined) return known
  const found = compareAll(before, after)
  if (!compared.has(before)) compared.set(before, new WeakMap())
  compared.get(before)?.set(after, found)
  return found
}

function compareAll(before: Snapshot, after: Snapshot): Map<ObjectKey, Compared> {
  const nodes = new Map<ObjectKey, Compared>()
  for (const [old, young] of unshared(before.objects, after.objects)) {
    for (const [key, object] of old) {
      const now = young.get(key)
      const found = now === undefined || now === object ? [] : differences(object, now)
      if (now === undefined || found.length > 0)
        nodes.set(key, { before: object, after: now, differences: found })
    }
    for (const [key, object] of young)
      if (!old.has(key)) nodes.set(key, { before: undefined, after: object, differences: [] })
  }
  joinGeneratedNames(nodes)
  return nodes
}

/** Both sides of an object that came, went or was dropped and made again; undefined for one that lives through. */
function madeAnew(
  key: ObjectKey,
  before: Snapshot,
  after: Snapshot,
): Pick<Node, 'before' | 'after'> | undefined {
  const sides = { before: before.objects.get(key), after: after.objects.get(key) }
  return sides.before?.oid === sides.after?.oid ? undefined : sides
}

function toChanges(nodes: readonly Node[]): Change[] {
  const changes = nodes.map(toChange).sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1))
  return pairReplaced(changes)
}

function sortKey({ object }: Change): string {
  return `${object.kind} ${object.identity}`
}

function toChange({ before, after, differences: found, children }: Node): Change {
  const below = toChanges(children)
  if (before !== undefined && after !== undefined)
    return {
      type: 'altered',
      before,
      object: after,
      recreated: before.oid !== after.oid,
      differences: found,
      children: below,
    }
  if (after !== undefined) return { type: 'added', object: after, children: below }
  return { type: 'removed', object: before as CatalogObject, children: below }
}
