import { columnsOf, textsOf, type CatalogObject, type Json } from '../model/catalog.js'
import { identifier } from '../model/sql.js'
import type { Sql } from './mender.js'
import { changePrivileges, commentOn, joined } from './statements.js'

type Column = Readonly<Record<string, Json>>

/** True when both views have columns of the same names and types in the same order. */
export function sameColumns(one: CatalogObject, other: CatalogObject): boolean {
  return shapes(one).join() === shapes(other).join()
}

/** True when the view's columns are the first ones of the other's: what CREATE OR REPLACE VIEW asks for. */
export function startsLike(view: CatalogObject, longer: CatalogObject): boolean {
  const all = shapes(longer)
  return shapes(view).every((shape, place) => all[place] === shape)
}

/**
 * Comments, grants, statistics targets, defaults and options of a view's columns. With `now` only what differs from it.
 * Null for storage, which is left to the author.
 */
export function columnSettings(keyword: string, object: CatalogObject, now?: CatalogObject): Sql {
  const present = new Map(
    now === undefined ? [] : columnsOf(now).map((column) => [String(column['name']), column]),
  )
  return joined(
    columnsOf(object).map((column) =>
      settings(keyword, object, column, present.get(String(column['name'])) ?? {}),
    ),
  )
}

function settings(keyword: string, { identity }: CatalogObject, column: Column, now: Column): Sql {
  const name = identifier(String(column['name']))
  const alter = `ALTER ${keyword} ${identity} ALTER COLUMN ${name}`
  const properties = [...new Set([...Object.keys(column), ...Object.keys(now)])]
  return joined(
    properties.map((property): Sql => {
      const old = column[property] ?? null
      if (JSON.stringify(old) === JSON.stringify(now[property] ?? null)) return []
      switch (property) {
        case 'name':
        case 'type':
        case 'collation':
          return []
        case 'comment':
          return [commentOn(`COLUMN ${identity}.${name}`, typeof old === 'string' ? old : null)]
        case 'statistics':
          return [`${alter} SET STATISTICS ${typeof old === 'number' ? old : -1}`]
        case 'default':
          return [old === null ? `${alter} DROP DEFAULT` : `${alter} SET DEFAULT ${String(old)}`]
        case 'options':
          return old === null ? null : [`${alter} SET (${textsOf(old).join(', ')})`]
        case 'grants':
        case 'revoked':
          return changePrivileges(identity, { [property]: old }, { [property]: now[property] ?? null }, name)
        default:
          return null
      }
    }),
  )
}

function shapes(object: CatalogObject): readonly string[] {
  return columnsOf(object).map(({ name, type, collation }) => JSON.stringify([name, type, collation ?? null]))
}
