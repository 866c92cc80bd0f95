import { objectKey, type CatalogObject, type ObjectKey } from '../model/catalog.js'
import type { Difference } from '../model/change.js'

/** An object on both sides, or on one, with what differs. */
export interface Compared {
  readonly before: CatalogObject | undefined
  readonly after: CatalogObject | undefined
  readonly differences: readonly Difference[]
}

interface Group {
  readonly before: CatalogObject[]
  readonly after: CatalogObject[]
}

/**
 * Joins objects that are the same but for a name which PostgreSQL chose: it numbers the name of what a statement leaves
 * unnamed when the plain one is taken, and so a constraint made again while its double stands gets another one. Only
 * where both sides have the same number of such objects with the same properties: one more or less is told as it is.
 * What other objects say differently for that reason alone (a default that names the sequence) becomes minor too.
 */
export function joinGeneratedNames(compared: Map<ObjectKey, Compared>): void {
  const renamed = new Map<string, string>()
  let known: number
  do {
    known = renamed.size
    for (const group of groups(compared)) joinGroup(group, compared, renamed)
  } while (renamed.size > known)
  if (renamed.size === 0) return
  for (const [key, one] of compared) {
    const differences = one.differences.map((difference) => ({
      ...difference,
      minor: difference.minor || text(difference.new, renamed) === text(difference.old),
    }))
    compared.set(key, { ...one, differences })
  }
}

/** Objects that came, went or were made anew, of one kind, on one parent, with one name but for the number. */
function groups(compared: ReadonlyMap<ObjectKey, Compared>): Group[] {
  const found = new Map<string, Group>()
  const anew = [...compared.values()].filter(({ before, after }) => before?.oid !== after?.oid)
  const sides = anew.flatMap(({ before, after }) => [before, after])
  for (const object of sides)
    if (object?.generatedName !== undefined)
      found.set(groupKey(object, object.generatedName), { before: [], after: [] })
  if (found.size === 0) return []
  const groupOf = (object: CatalogObject | undefined): Group | undefined =>
    object && found.get(groupKey(object, object.generatedName ?? object.name))
  for (const { before, after } of anew) {
    if (before !== undefined) groupOf(before)?.before.push(before)
    if (after !== undefined) groupOf(after)?.after.push(after)
  }
  return [...found.values()]
}

function groupKey({ kind, parent, schema }: CatalogObject, name: string): string {
  return JSON.stringify([kind, parent, schema, name])
}

function joinGroup(
  { before, after }: Group,
  compared: Map<ObjectKey, Compared>,
  renamed: Map<string, string>,
): void {
  const left = [...before]
  const pairs: (readonly [CatalogObject, CatalogObject])[] = []
  for (const now of after) {
    const place = left.findIndex((was) => content(was, new Map()) === content(now, renamed))
    const [was] = place === -1 ? [] : left.splice(place, 1)
    if (was === undefined) return
    pairs.push([was, now])
  }
  if (left.length > 0) return
  for (const object of [...before, ...after]) compared.delete(objectKey(object.kind, object.identity))
  for (const [was, now] of pairs) {
    if (was.identity === now.identity) continue
    const name = { property: 'name', old: was.name, new: now.name, minor: true }
    compared.set(objectKey(now.kind, now.identity), { before: was, after: now, differences: [name] })
    renamed.set(now.identity, was.identity)
  }
}

/** Everything that is compared, without the object's own name. */
function content({ name, properties, minor }: CatalogObject, renamed: ReadonlyMap<string, string>): string {
  return text([properties, minor], new Map([...renamed, [name, '']]))
}

/** Data as text, in which names are replaced where they stand whole. */
function text(value: unknown, replaced: ReadonlyMap<string, string> = new Map()): string {
  const json = JSON.stringify(value)
  if (replaced.size === 0) return json
  const names = [...replaced.keys()].sort((a, b) => b.length - a.length)
  const any = names.map((name) => inJson(name).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')
  const whole = new RegExp(`(?<![\\w$])(?:${any})(?![\\w$])`, 'gu')
  const by = new Map([...replaced].map(([name, other]) => [inJson(name), inJson(other)]))
  return json.replace(whole, (name) => by.get(name) ?? name)
}

function inJson(name: string): string {
  return JSON.stringify(name).slice(1, -1)
}
