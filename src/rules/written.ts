import type { LegEvidence, RevisionEvidence } from '../model/evidence.js'
import type { FindingObject, Location } from '../model/finding.js'
import type { Intent, WrittenName } from '../model/intent.js'
import type { CatalogObject } from '../model/catalog.js'
import { names } from '../model/sql.js'
import { at } from './locate.js'
import { shortened } from './words.js'

/** The statement of an intent, with its line: `` `DROP TABLE users CASCADE` on line 12 ``. */
export function quoted({ statements }: LegEvidence, { act, statement, target }: Intent): string {
  const { sql = '', line = null } = statements[statement] ?? {}
  const parts = sql.split(';').filter((part) => names(part, target.name))
  const part = parts.find((one) => new RegExp(`\\b${act}\\b`, 'i').test(one)) ?? parts[0] ?? sql
  return `\`${shortened(part, 80)}\`${line === null ? '' : ` on line ${line}`}`
}

/** Where the statement of an intent stands; nothing where another file sent it. */
export function locationOf(
  { revision }: RevisionEvidence,
  { statements }: LegEvidence,
  { statement }: Intent,
): { readonly location?: Location } {
  const line = statements[statement]?.line ?? null
  return line === null ? {} : { location: at(revision, line) }
}

/** What a statement names, though it may not stand. */
export function writtenObject({ kind, target: { schema, name } }: Intent): FindingObject {
  return { kind, schema, name, identity: writtenName({ schema, name }) }
}

/** `app.daily` */
export function writtenName({ schema, name }: WrittenName): string {
  return schema === null ? name : `${schema}.${name}`
}

/** What renames the object, or gives it its name; a column's name is no other object's. */
export function renaming(
  { kind, name }: Pick<CatalogObject, 'kind' | 'name'>,
  { intents }: LegEvidence,
  side: 'from' | 'to',
): Intent | undefined {
  return intents.all.find(
    ({ act, kind: renamed, target, becomes }) =>
      act === 'rename' &&
      (renamed === 'column') === (kind === 'column') &&
      (side === 'from' ? target.name : becomes) === name,
  )
}
