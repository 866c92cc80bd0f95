import { columnsOf, type CatalogObject, type Snapshot } from '../model/catalog.js'
import type { Intent } from '../model/intent.js'
import { objectsOn, relationsNamed } from '../model/object-index.js'
import { listed } from './words.js'

/** The object as it stood before that kept CREATE … IF NOT EXISTS from making one; null when it made one, or in doubt. */
export function adopted(intent: Intent, before: Snapshot, after: Snapshot): CatalogObject | null {
  const stood = relationsNamed(intent.target, before)
  const now = relationsNamed(intent.target, after)
  const [only] = stood
  if (only === undefined || stood.length > 1 || now.length !== 1 || now[0]?.oid !== only.oid) return null
  const relation = before.objects.get(only.parent ?? '')
  const fits = only.kind === intent.kind && (intent.on === null || intent.on.name === relation?.name)
  return fits ? only : null
}

/** In what the object is not as the statement says, as `is not unique`; null when nothing is known to differ. */
export function unlike(
  intent: Intent,
  object: CatalogObject,
  before: Snapshot,
  after: Snapshot,
): string | null {
  if (intent.kind === 'index') return unlikeIndex(intent, object)
  const { columns } = intent
  if (columns === undefined) return null
  if (intent.kind === 'materialized view') {
    const stand = columnsOf(object).map(({ name }) => String(name))
    return stand.join() === columns.join()
      ? null
      : `has the columns ${listed(stand, 8)}, not ${listed(columns, 8)}`
  }
  if (intent.kind !== 'table') return null
  const stand = new Set([...columnsOn(object, before), ...columnsOn(object, after)])
  const lacks = columns.filter((column) => !stand.has(column))
  return lacks.length === 0 ? null : `has no column ${listed(lacks, 8)}`
}

function unlikeIndex(
  { unique, partial, columns }: Intent,
  { facts = {}, properties }: CatalogObject,
): string | null {
  if (unique !== undefined && facts['unique'] === !unique) return unique ? 'is not unique' : 'is unique'
  if (partial !== undefined && facts['partial'] === !partial)
    return partial ? 'has no WHERE clause' : 'has a WHERE clause'
  if (columns === undefined) return facts['expression'] === false ? 'is not on that expression' : null
  if (facts['expression'] === true) return 'is on an expression'
  const stand = keyColumns(String(properties['definition']))
  if (stand === null || stand.join() === columns.join()) return null
  return `is on ${listed(stand, 8)}, not ${listed(columns, 8)}`
}

/** The columns that pg_get_indexdef() prints for an index on columns alone. */
function keyColumns(definition: string): readonly string[] | null {
  const [, keys] = / USING \w+ \(((?:"(?:[^"]|"")*"|[^()"])*)\)/.exec(definition) ?? []
  if (keys === undefined) return null
  const names = [...keys.matchAll(/(?:^|, )(?:"((?:[^"]|"")*)"|([^\s,"]+))/g)]
  return names.map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '')
}

function columnsOn(table: CatalogObject, snapshot: Snapshot): readonly string[] {
  return objectsOn(snapshot, table).flatMap(({ kind, name }) => (kind === 'column' ? [name] : []))
}
