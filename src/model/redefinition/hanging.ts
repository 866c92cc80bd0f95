import { columnsOf, type CatalogObject, type Json, type Snapshot } from '../catalog.js'
import type { Altered } from '../change.js'
import { mayMean, type Intent } from '../intent.js'
import { servesRefresh } from '../materialized-view.js'
import { objectsOn } from '../object-index.js'
import { names } from '../sql.js'
import type { Said } from './said.js'

/** What of the objects on a view, such as indexes and triggers, did not come back with it. */
export interface LostHanging {
  /** Oldest first. */
  readonly gone: readonly CatalogObject[]
  /** Indexes that came back without all that they had. */
  readonly poorer: readonly Altered[]
}

/** Compares what hung on a view with what hangs on the one that was made in its place. */
export function lostHanging(
  view: CatalogObject,
  object: CatalogObject,
  [before, after]: readonly [Snapshot, Snapshot],
  intents: readonly Intent[],
  said: Said,
): LostHanging {
  const had = [...hangingOn(view, before)].sort((a, b) => a.oid - b.oid)
  const has = hangingOn(object, after)
  const made = has.filter((one) => one.kind === 'index' && !had.some((other) => sameIndex(one, other)))
  const gone: CatalogObject[] = []
  const poorer: Altered[] = []
  for (const one of had) {
    const again = has.find((other) => isAgain(one, other))
    if (again !== undefined) poorer.push(...lessThan(one, again))
    else if (!isGivenUp(one, intents, said) && !(one.kind === 'index' && isReplaced(one, view, object, made)))
      gone.push(one)
  }
  return { gone, poorer }
}

function hangingOn(relation: CatalogObject, snapshot: Snapshot): readonly CatalogObject[] {
  return objectsOn(snapshot, relation).filter(({ slot }) => slot !== 'column')
}

/** An index is back under whatever name; any other object under its own, another definition included. */
function isAgain(one: CatalogObject, other: CatalogObject): boolean {
  return (
    one.kind === other.kind && (one.name === other.name || (one.kind === 'index' && sameIndex(one, other)))
  )
}

/** True when one is what the other is but for its name. */
function sameIndex(one: CatalogObject, other: CatalogObject): boolean {
  return withoutName(one) === withoutName(other)
}

function withoutName({ properties }: CatalogObject): string {
  return String(properties['definition']).replace(/^(CREATE (?:UNIQUE )?INDEX) (?:"(?:[^"]|"")*"|\S+)/, '$1')
}

function isGivenUp({ kind, schema, name }: CatalogObject, intents: readonly Intent[], said: Said): boolean {
  const wanted = intents.some(
    (intent) =>
      (intent.act === 'drop' || intent.act === 'rename') &&
      intent.kind === kind &&
      (intent.on === null ? mayMean(intent.target, { schema, name }) : intent.target.name === name),
  )
  return wanted || said(/\bdo\b|\bexecute\b|\bperform\b|\bdrop\b/i, name)
}

/**
 * True when the index cannot be made on the new columns, says nothing of any column, or another that was made now stands for it: one
 * on a column of its own or, for a unique one, any by which the view can be refreshed concurrently, since a view is mostly given a
 * unique index for that alone.
 */
function isReplaced(
  index: CatalogObject,
  view: CatalogObject,
  object: CatalogObject,
  made: readonly CatalogObject[],
): boolean {
  const keys = keysOf(index)
  const now = new Map(columnsOf(object).map((column) => [column['name'], column['type']]))
  const used = columnsOf(view).filter(({ name }) => names(keys, String(name)))
  // An expression may read the whole row: it then has the view's own name.
  if (index.facts?.['expression'] === true && used.length === 0 && !names(keys, view.name)) return true
  const plain = keys.startsWith(' USING btree')
  if (used.some(({ name, type }) => !now.has(name) || (!plain && now.get(name) !== type))) return true
  const isUnique = index.facts?.['unique'] === true
  return made.some(
    (one) =>
      (isUnique && servesRefresh(one)) ||
      ((!isUnique || one.facts?.['unique'] === true) &&
        used.some(({ name }) => names(keysOf(one), String(name)))),
  )
}

function keysOf({ properties }: CatalogObject): string {
  const definition = String(properties['definition'])
  return definition.slice(definition.indexOf(' USING '))
}

/** What an index has that CREATE INDEX does not give. */
const BESIDE = ['comment', 'statistics', 'clustered']

function lessThan(before: CatalogObject, object: CatalogObject): readonly Altered[] {
  if (before.kind !== 'index' || !sameIndex(before, object)) return []
  const has = ({ properties }: CatalogObject, one: string): Json => properties[one] ?? null
  const differences = BESIDE.filter((one) => has(before, one) !== null && has(object, one) === null).map(
    (property) => ({ property, old: has(before, property), new: null, minor: false }),
  )
  if (differences.length === 0) return []
  return [{ type: 'altered', before, object, recreated: true, differences, children: [] }]
}
