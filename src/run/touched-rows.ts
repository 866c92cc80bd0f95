import {
  keyOfObject,
  objectKey,
  type CatalogObject,
  type ObjectKey,
  type Snapshot,
} from '../model/catalog.js'
import { everyChange, type Change } from '../model/change.js'
import type { LegEvidence } from '../model/evidence.js'
import { readersOf, relationsMentioned } from '../model/object-index.js'
import { SPACE } from '../model/sql.js'

/** The keys of what changed and of what it hangs on. */
export function keysTouched(changes: readonly Change[]): ReadonlySet<ObjectKey> {
  return new Set(
    everyChange(changes).flatMap(({ object }) => [
      keyOfObject(object),
      ...(object.parent === null ? [] : [object.parent]),
    ]),
  )
}

/** A statement that writes rows begins with one of these, after comments. */
const WRITES = new RegExp(String.raw`(?:^|;)${SPACE}(?:with|insert|update|delete|truncate|merge|copy)\b`, 'i')

/** What takes a table or columns of it away, values and all, though the same may be made again. */
const TAKES = new RegExp(String.raw`(?:^|;)${SPACE}(?:drop|alter)\s+(?:foreign\s+)?table\b`, 'i')

/** The statements of a leg that may write rows, as far as their text tells. */
export function writing({ statements, intents }: LegEvidence): readonly string[] {
  const opaque = new Set(intents.opaque)
  return statements.flatMap(({ sql }, place) => (opaque.has(place) || WRITES.test(sql) ? [sql] : []))
}

/** Those of the tables that a statement names which may write rows or take them away, or that changed. */
export function tablesTouched(
  tables: Pick<ReadonlySet<string>, 'has'>,
  snapshot: Snapshot,
  changes: readonly Change[],
  legs: readonly LegEvidence[],
): readonly string[] {
  const written = legs.flatMap((leg) => [
    ...writing(leg),
    ...leg.statements.flatMap(({ sql }) => (TAKES.test(sql) ? [sql] : [])),
  ])
  const mentioned = relationsMentioned(written.join('\n'), snapshot).filter(({ kind }) => kind === 'table')
  const changed = [...keysTouched(changes)].flatMap((key) =>
    key.startsWith(TABLE) ? [key.slice(TABLE.length)] : [],
  )
  return [...new Set([...mentioned.map(({ identity }) => identity), ...changed])].filter((table) =>
    tables.has(table),
  )
}

const TABLE = objectKey('table', '')

/**
 * The materialized views that changed, or that read a view which did, however far below. A change of a table is no reason: what is
 * wrong with the view was wrong before.
 */
export function viewsTouched(snapshot: Snapshot, changes: readonly Change[]): readonly CatalogObject[] {
  const touched = new Set([...keysTouched(changes)].filter((key) => /^(materialized )?view /.test(key)))
  for (const key of touched) for (const reader of readersOf(snapshot, key)) touched.add(keyOfObject(reader))
  return [...touched].flatMap((key) => {
    const object = snapshot.objects.get(key)
    return object?.kind === 'materialized view' ? [object] : []
  })
}
