import type { CatalogObject } from '../model/catalog.js'
import { identifier } from '../model/sql.js'
import { ownName, parentIdentity } from './identifiers.js'

/** Gives an object of a schema, or one in none, its former name and schema back. */
export function renamed(keyword: string, now: CatalogObject, former: CatalogObject): readonly string[] {
  const alter = `ALTER ${keyword} `
  const schema = schemaOf(former)
  const moved = `${schema}${now.identity.slice(schemaOf(now).length)}`
  return [
    ...(moved === now.identity ? [] : [`${alter}${now.identity} SET SCHEMA ${schema}`]),
    ...(now.name === former.name ? [] : [`${alter}${moved} RENAME TO ${identifier(former.name)}`]),
  ]
}

/** Gives what hangs on a relation and is named with it its former name back: `what` is `CONSTRAINT`, `COLUMN`. */
export function renamedPart(
  { keyword, what }: { readonly keyword: string; readonly what: string },
  now: CatalogObject,
  former: CatalogObject,
): readonly string[] {
  return [
    `ALTER ${keyword} ${parentIdentity(now)} RENAME ${what} ${ownName(now)} TO ${identifier(former.name)}`,
  ]
}

/** The same where the statement begins with the object's own kind: `TRIGGER`, `RULE`, `POLICY`. */
export function renamedOn(what: string, now: CatalogObject, former: CatalogObject): readonly string[] {
  return [`ALTER ${what} ${ownName(now)} ON ${parentIdentity(now)} RENAME TO ${identifier(former.name)}`]
}

/** As the identity begins. */
function schemaOf({ identity }: CatalogObject): string {
  return /^(?:"(?:[^"]|"")+"|[^".]+)(?=\.)/.exec(identity)?.[0] ?? ''
}
