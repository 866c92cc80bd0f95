import type { CatalogObject, Json } from '../../model/catalog.js'
import { ownName, parentIdentity, parentKeyword } from '../identifiers.js'
import { renamedPart } from '../naming.js'
import type { Mender, Sql } from '../mender.js'
import { commentOn, joined } from '../statements.js'

/** A dropped column is not made again: its rows are gone, and what to put there only the author knows. */
export const column: Mender = {
  kinds: ['column'],
  drop: (object) => [`ALTER TABLE ${parentIdentity(object)} DROP COLUMN ${ownName(object)}`],
  rename: (now, former) => renamedPart({ keyword: parentKeyword(now), what: 'COLUMN' }, now, former),
  // https://www.postgresql.org/docs/current/sql-altertable.html: a column that a view reads keeps its type.
  isHeldBack: (differences) => differences.some(({ property }) => property === 'type'),
  alter: ({ before, differences }) => {
    const alter = `ALTER TABLE ${parentIdentity(before)} ALTER COLUMN ${ownName(before)}`
    return joined(differences.map(({ property, old }) => altered(alter, before, property, old)))
  },
}

function altered(alter: string, before: CatalogObject, property: string, old: Json): Sql {
  switch (property) {
    case 'type':
      return [`${alter} TYPE ${String(old)} USING ${ownName(before)}::${String(old)}`]
    case 'not_null':
      return [`${alter} ${old === true ? 'SET' : 'DROP'} NOT NULL`]
    case 'default':
      return [old === null ? `${alter} DROP DEFAULT` : `${alter} SET DEFAULT ${String(old)}`]
    case 'statistics':
      return [`${alter} SET STATISTICS ${typeof old === 'number' ? old : -1}`]
    case 'comment':
      return [commentOn(`COLUMN ${before.identity}`, typeof old === 'string' ? old : null)]
    default:
      return null
  }
}
