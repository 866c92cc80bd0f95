import type { InventoryView } from '../model/inventory.js'
import { many } from './story.js'

/** Names in a cell before the rest is only counted. */
const MOST_NAMES = 5

/** A piece of a cell: a name, to be told as code, and what is said of it, in which `code` stands in backticks. */
export interface CellItem {
  readonly name?: string
  readonly note?: string
}

/** A table as every report shows it; the items of a cell stand in one line, with commas. */
export interface InventoryTable {
  readonly title: string
  readonly columns: readonly Column[]
  readonly rows: readonly (readonly (readonly CellItem[])[])[]
}

interface Column {
  readonly title: string
  readonly cell: (view: InventoryView) => readonly CellItem[]
  /** Numbers, to the right; the column is shown only when there is one. */
  readonly numbers?: true
}

const COLUMNS: readonly Column[] = [
  { title: 'Materialized view', cell: ({ identity }) => [{ name: identity }] },
  { title: 'Made by', cell: ({ revision }) => (revision === null ? [] : [{ name: revision }]) },
  {
    title: 'Indexes',
    cell: ({ indexes }) =>
      indexes.length === 0
        ? [{ note: 'none' }]
        : first(indexes.map(({ name, unique }) => (unique ? { name, note: '(unique)' } : { name }))),
  },
  { title: 'Populated', cell: ({ populated }) => [{ note: populated ? 'yes' : 'no' }] },
  {
    title: 'Concurrent refresh',
    cell: ({ concurrently, because }) => [
      { note: concurrently ? 'yes' : `no: ${because ?? 'not accepted'}` },
    ],
  },
  { title: 'Reads', cell: ({ reads }) => first(reads.map((name) => ({ name }))) },
  {
    title: 'Rows',
    numbers: true,
    cell: ({ rows }) => (rows === null ? [] : [{ note: rows.toLocaleString('en-US') }]),
  },
  { title: 'Size', numbers: true, cell: ({ bytes }) => (bytes === null ? [] : [{ note: sizeText(bytes) }]) },
]

/** The table of materialized views; null when there is none. */
export function inventoryTable(views: readonly InventoryView[] = []): InventoryTable | null {
  if (views.length === 0) return null
  const columns = COLUMNS.filter(
    ({ numbers, cell }) => !numbers || views.some((view) => cell(view).length > 0),
  )
  return {
    title: `${many(views.length, 'materialized view')} at the heads`,
    columns,
    rows: views.map((view) => columns.map(({ cell }) => cell(view))),
  }
}

function first(items: readonly CellItem[]): readonly CellItem[] {
  const rest = items.length - MOST_NAMES
  return [...items.slice(0, MOST_NAMES), ...(rest > 0 ? [{ note: `and ${rest} more` }] : [])]
}

const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const

/** As PostgreSQL's pg_size_pretty tells it: `8192 bytes`, `16 kB`, `2 GB`. */
function sizeText(bytes: number): string {
  const unit = UNITS.findIndex((_, at) => bytes < 10_240 * 1_024 ** at)
  const at = unit === -1 ? UNITS.length - 1 : unit
  return `${Math.round(bytes / 1_024 ** at)} ${UNITS[at] ?? ''}`
}
