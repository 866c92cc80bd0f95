import type { CatalogObject } from '../model/catalog.js'
import type { Change } from '../model/change.js'
import type { FindingDifference } from '../model/finding.js'
import { childrenOf } from './changes.js'

/** `materialized view public.daily_usage_matview` */
export function named(object: CatalogObject): string {
  return `${object.kind} ${object.identity}`
}

/** `an index`, `a view` */
export function aKind(kind: string): string {
  return `${/^[aeiou]/.test(kind) ? 'an' : 'a'} ${kind}`
}

/** ` with its index a and index b`; empty when nothing worth a word hangs on it. */
export function withChildren(change: Change, comma = ''): string {
  const names = childrenOf(change).map(({ object }) => `${object.kind} ${object.name}`)
  return names.length === 0 ? '' : `${comma} with its ${listed(names)}`
}

/** Which properties differ: `definition, index idx_daily_usage_user_date`. */
export function properties(differences: readonly FindingDifference[]): string {
  return listed(differences.map((one) => one.property.replace(/\bcolumn_order$/, 'column order')))
}

/** `a, b and c`, or `a, b, c and 4 more`. */
export function listed(names: readonly string[], most = 4): string {
  if (names.length > most) return `${names.slice(0, most - 1).join(', ')} and ${names.length - most + 1} more`
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

/** SQL on one line, cut after `most` characters, without backticks, so that it can stand between two. */
export function shortened(sql: string, most = 100): string {
  const line = sql.replaceAll('`', "'").replace(/\s+/g, ' ').trim().replace(/;$/, '')
  return line.length <= most ? line : `${line.slice(0, most - 1).trimEnd()}…`
}

/** SQL as a Python string literal on one line. */
export function pythonString(sql: string): string {
  if (!sql.includes('"')) return `"${sql}"`
  return sql.includes("'") ? `"""${sql}"""` : `'${sql}'`
}
