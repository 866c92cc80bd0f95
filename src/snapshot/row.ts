import type { CatalogObject, Json } from '../model/catalog.js'
import { spreadArrayCasts } from './array-casts.js'
import { SLOTS } from './statement.js'

/** One object as the statements give it; see `kind.ts`. */
export interface Row {
  readonly kind: string
  readonly relation: number
  readonly oid: number
  readonly schema: string | null
  readonly name: string
  readonly identity: string
  readonly parent: string | null
  readonly properties: string
  readonly minor: string
}

/** A row as an object; properties that are null count as absent. */
export function toObject(row: Row): CatalogObject {
  const { generated_name: generatedName, facts, ...minor } = withoutNulls(row.minor)
  const properties = withoutNulls(row.properties)
  return {
    kind: row.kind,
    identity: row.identity,
    schema: row.schema,
    name: row.name,
    slot: SLOTS.get(row.kind) ?? row.kind,
    parent: row.parent,
    oid: row.oid,
    properties: AS_WRITTEN.has(row.kind) ? properties : inOneSpelling(properties),
    minor,
    ...(typeof generatedName === 'string' ? { generatedName } : {}),
    ...(facts === undefined ? {} : { facts: facts as Readonly<Record<string, Json>> }),
  }
}

function withoutNulls(text: string): Record<string, Json> {
  const entries = Object.entries(JSON.parse(text) as Record<string, Json>)
  return Object.fromEntries(entries.filter(([, value]) => value !== null))
}

/** Kinds whose definition is the user's own text, which PostgreSQL does not print anew. */
const AS_WRITTEN: ReadonlySet<string> = new Set(['function', 'procedure'])

/** The properties with the SQL that PostgreSQL printed in one spelling; a comment is the user's own text. */
function inOneSpelling(properties: Record<string, Json>): Record<string, Json> {
  const spelled = ([name, value]: [string, Json]): [string, Json] =>
    typeof value === 'string' && name !== 'comment' ? [name, spreadArrayCasts(value)] : [name, value]
  return Object.fromEntries(Object.entries(properties).map(spelled))
}
