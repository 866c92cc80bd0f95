import type { CatalogObject } from '../../model/catalog.js'
import type { Difference } from '../../model/change.js'
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
    return joined(differences.map((one) => altered(alter, before, one)))
  },
}

/** Types among which PostgreSQL converts unasked: https://www.postgresql.org/docs/current/typeconv-query.html */
const FAMILIES = [
  /^(?:character varying|character|text)\b/,
  /^(?:smallint|integer|bigint|numeric|real|double precision)\b/,
  /^(?:timestamp|date)\b/,
]

/** A cast that is asked for cuts a text that is too long; without it PostgreSQL refuses, and nothing is lost. */
function isUnasked(one: string, other: string): boolean {
  const isArray = (type: string): boolean => type.endsWith('[]')
  return isArray(one) === isArray(other) && FAMILIES.some((family) => family.test(one) && family.test(other))
}

function altered(alter: string, before: CatalogObject, { property, old, new: now }: Difference): Sql {
  switch (property) {
    case 'type': {
      const using = isUnasked(String(old), String(now)) ? '' : ` USING ${ownName(before)}::${String(old)}`
      return [`${alter} TYPE ${String(old)}${using}`]
    }
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
