import { columnsOf, textsOf, type CatalogObject, type Json } from '../catalog.js'
import type { Difference } from '../change.js'
import type { Said } from './said.js'

/** What a view's column had that is more than its name and type. */
export interface ColumnSettings {
  readonly name: string
  readonly settings: Readonly<Record<string, Json>>
}

/** Who runs a migration owns what it makes, unless it says otherwise. */
const OTHER_OWNER = /\breassign\s+owned\b|\bset\s+(local\s+|session\s+)?(role|session\s+authorization)\b/i
const TAKEN_BACK = /\brevoke\b|\bdrop\s+(owned|role|user|group)\b/i

/** What is gone of the object's comment, owner, options and grants though nothing says so; `old` holds only that. */
export function lostSettings(
  before: CatalogObject,
  object: CatalogObject,
  said: Said,
): readonly Difference[] {
  const { name } = object
  const [was, is] = [before.properties, object.properties]
  const lost: Difference[] = []
  const add = (property: string, old: Json, now: Json): void =>
    void lost.push({ property, old, new: now, minor: false })
  if (isGone(was, is, 'comment') && !said(/\bcomment\s+on\s+(materialized\s+)?view\b/i, name))
    add('comment', was['comment'] ?? null, null)
  if (was['owner'] !== is['owner'] && !said(/\bowner\s+to\b/i, name) && !said(OTHER_OWNER))
    add('owner', was['owner'] ?? null, is['owner'] ?? null)
  const options = before.kind === object.kind ? lostOptions(was['options'], is['options']) : []
  if (options.length > 0 && !said(/\bset\s*\(|\breset\b/i, name)) add('options', options, null)
  const grants = lostGrants(before, object, said)
  if (grants !== null) add('grants', grants, null)
  return lost
}

/** What is gone of the settings of columns that are still there. */
export function lostColumns(
  before: CatalogObject,
  object: CatalogObject,
  said: Said,
): readonly ColumnSettings[] {
  const now = new Map(columnsOf(object).map((column) => [column['name'], column]))
  return columnsOf(before).flatMap((column): readonly ColumnSettings[] => {
    const [name, is] = [String(column['name']), now.get(column['name'])]
    if (is === undefined || said(/\bcolumn\b/i, object.name, name)) return []
    const lost = ['comment', 'statistics', 'options', 'default'].filter((one) => isGone(column, is, one))
    if (lost.length === 0) return []
    return [{ name, settings: Object.fromEntries(lost.map((one) => [one, column[one] ?? null])) }]
  })
}

function isGone(
  was: CatalogObject['properties'],
  is: CatalogObject['properties'],
  property: string,
): boolean {
  return (was[property] ?? null) !== null && (is[property] ?? null) === null
}

/** Options whose name is gone: another value was written by somebody. */
function lostOptions(was: Json | undefined, is: Json | undefined): readonly string[] {
  const name = (option: string): string => option.split('=')[0] ?? option
  const kept = new Set(textsOf(is).map(name))
  return textsOf(was).filter((option) => !kept.has(name(option)))
}

/** The privileges of roles of which no statement speaks; a view and a materialized view have only SELECT in common. */
function lostGrants(before: CatalogObject, object: CatalogObject, said: Said): Json {
  const now = grantsOf(object)
  const lost = Object.entries(grantsOf(before)).flatMap(([role, given]): readonly [string, Json][] => {
    if (role === object.properties['owner']) return []
    if (said(/\bgrant\b/i, object.name, role) || said(TAKEN_BACK, role)) return []
    const gone = textsOf(given).filter(
      (one) => !textsOf(now[role]).includes(one) && (before.kind === object.kind || one.startsWith('SELECT')),
    )
    return gone.length === 0 ? [] : [[role, gone]]
  })
  return lost.length === 0 ? null : Object.fromEntries(lost)
}

function grantsOf({ properties }: CatalogObject): Readonly<Record<string, Json>> {
  return (properties['grants'] ?? {}) as Readonly<Record<string, Json>>
}
