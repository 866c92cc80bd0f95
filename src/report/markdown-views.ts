import type { CheckResult } from '../model/result.js'
import { code, fence, prose, shorten } from './escape.js'
import { inventoryTable, type CellItem } from './inventory-table.js'
import { fold, joined } from './markdown-finding.js'
import { mermaidLines } from './mermaid.js'
import { pictureOf, refreshOrder } from './picture.js'

/**
 * The dependency graph of the touched views and the order in which to refresh them; empty when none was touched. The list takes
 * at most `room` bytes.
 */
export function pictureMarkdown(result: CheckResult, room: number): string {
  const picture = pictureOf(result)
  if (picture === null) return ''
  const drawn = typeof picture === 'string' ? picture : fence(mermaidLines(picture), 'mermaid')
  const steps = refreshOrder(result).map(({ sql, because }, at) => {
    const why = because === null ? '' : `, not concurrently: ${prose(shorten(because, 200))}`
    return `${at + 1}. ${code(shorten(sql, 300))}${why}`
  })
  const order = steps.length === 0 ? [] : ['To refresh, in this order:', ...fitting([], steps, room)]
  return joined(['### Materialized views', drawn, ...order])
}

/**
 * A table of all materialized views at the heads, of at most `room` bytes; empty when there is none. Folded where there are
 * findings to read first.
 */
export function inventoryMarkdown({ materializedViews, findings }: CheckResult, room: number): string {
  const table = inventoryTable(materializedViews)
  if (table === null) return ''
  const head = [
    row(table.columns.map(({ title }) => title)),
    row(table.columns.map(({ numbers }) => (numbers ? '--:' : '---'))),
  ]
  const rows = table.rows.map((cells) => row(cells.map((items) => items.map(itemMarkdown).join(', '))))
  const parts = fitting(head, rows, room)
  return findings.length === 0 ? joined([`**${table.title}**`, ...parts]) : fold(table.title, parts).join('')
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}

function itemMarkdown({ name, note }: CellItem): string {
  return [
    ...(name === undefined ? [] : [code(shorten(name, 100))]),
    ...(note === undefined ? [] : [prose(shorten(note, 200))]),
  ].join(' ')
}

/** As many of the lines as take so many bytes, and how many more there are. */
function fitting(head: readonly string[], lines: readonly string[], room: number): readonly string[] {
  let left = room
  const kept = lines.filter((line) => (left -= Buffer.byteLength(line) + 1) >= 0)
  const rest = lines.length - kept.length
  return [
    [...head, ...kept].join('\n'),
    ...(rest === 0 ? [] : [`… and ${rest.toLocaleString('en-US')} more.`]),
  ]
}
