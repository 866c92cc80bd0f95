import type { CatalogObject } from '../model/catalog.js'
import { everyChange, type Change } from '../model/change.js'
import { identifier, parentIdentity, parentKeyword } from './identifiers.js'
import type { Sql } from './mender.js'

/**
 * The RENAME that gives a column its former name back: where one column of a table is gone and one has come, the same but for the name,
 * dropping one and adding the other would lose what it holds. Null where the object is no such column.
 */
export function renameBack({ kind, identity }: CatalogObject, changes: readonly Change[]): Sql {
  if (kind !== 'column') return null
  const columns = everyChange(changes).filter(({ object }) => object.kind === 'column')
  const own = columns.find(({ object }) => object.identity === identity)
  if (own === undefined) return null
  const same = columns.filter(({ object }) => isAlike(object, own.object))
  const gone = same.filter(({ type }) => type === 'removed')
  const come = same.filter(({ type }) => type === 'added')
  const [former, now] = [gone[0]?.object, come[0]?.object]
  if (gone.length !== 1 || come.length !== 1 || former === undefined || now === undefined) return null
  const names = `${identifier(now.name)} TO ${identifier(former.name)}`
  return [`ALTER ${parentKeyword(former)} ${parentIdentity(former)} RENAME COLUMN ${names}`]
}

function isAlike(one: CatalogObject, other: CatalogObject): boolean {
  return one.parent === other.parent && JSON.stringify(one.properties) === JSON.stringify(other.properties)
}
