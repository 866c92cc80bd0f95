import { quoteIdentifier, quoteLiteral } from '../model/sql.js'
import type { Column, ForeignKey, TableShape } from './tables.js'
import { candidates, plain } from './values.js'

const ROWS = 3

/** How one attempt at a table chooses its values. */
interface Attempt {
  /** Which of the candidates a column with checks takes. */
  readonly choice: number
  /** Later columns get larger values, for checks such as `starts < ends`. */
  readonly rising: boolean
  /** Nullable columns stay empty, for checks such as `num_nonnulls(a, b) = 1`. */
  readonly sparse: boolean
  /** To how many parents a foreign key points: with 2 for 3 rows one of them has two children, another one for each key. */
  readonly parents: number
  readonly rows: number
}

/** The INSERT statements that may fill a table, to be tried one after another: likely ones first, those of one row last. */
export function inserts(table: TableShape): readonly string[] {
  if (table.columns.length === 0) return []
  const most = Math.max(...table.columns.map((column) => candidates(column).length))
  const choices = Array.from({ length: Math.min(most, 12) }, (_, choice) => choice)
  const plainest = { choice: 0, rising: false, sparse: false, parents: ROWS, rows: ROWS }
  const attempts = [ROWS, 1].flatMap((rows): Attempt[] => [
    ...choices.map((choice) => ({ ...plainest, choice, rows })),
    ...[0, 1].map((choice) => ({ ...plainest, choice, rising: true, rows })),
    ...[0, 1].map((choice) => ({ ...plainest, choice, sparse: true, rows })),
  ])
  attempts.unshift({ ...plainest, parents: ROWS - 1 })
  return [...new Set(attempts.map((attempt) => insert(table, attempt)))]
}

function insert({ name, columns, foreignKeys }: TableShape, attempt: Attempt): string {
  const names = columns.map((column) => quoteIdentifier(column.name))
  const rows = Array.from({ length: attempt.rows }, (_, row) => {
    const values = columns.map((column, place) => {
      const key = foreignKeys.find((one) => one.columns.includes(column.name) && one.table !== name)
      if (leftToPostgres(column, attempt)) return 'default'
      if (key === undefined) return literal(column, place, row, attempt)
      return referenced(column, key, row < attempt.parents ? row : foreignKeys.indexOf(key) % attempt.parents)
    })
    return `(${values.join(', ')})`
  })
  return `insert into ${name} (${names.join(', ')}) values ${rows.join(', ')}`
}

/**
 * Defaults are left to PostgreSQL where they give the same whenever a run is made. Times and uuids mostly do not.
 */
function leftToPostgres(
  { automatic, notNull, category, base, ...column }: Column,
  { sparse }: Attempt,
): boolean {
  if (automatic || (sparse && !notNull)) return true
  if (column.default === null) return false
  return category !== 'D' && base !== 'uuid'
}

function literal(column: Column, place: number, row: number, { choice, rising }: Attempt): string {
  const known = candidates(column)
  const values = rising && choice === 0 ? plain(column, place) : known[Math.min(choice, known.length - 1)]
  return `${quoteLiteral(values?.(row) ?? '')}::${column.type}`
}

/** The value of a row that the foreign key may point at: another for each row as far as there are some. */
function referenced(column: Column, { columns, table, references }: ForeignKey, row: number): string {
  const wanted = quoteIdentifier(references[columns.indexOf(column.name)] ?? '')
  const from = (offset: number): string => `(select ${wanted} from ${table} offset ${offset} limit 1)`
  return row === 0 ? from(0) : `coalesce(${from(row)}, ${from(0)})`
}

/**
 * Tables with those first that others point at, and partitions before what they are partitions of, since a partition says which
 * rows it takes. A ring stays in the order given.
 */
export function parentsFirst(tables: readonly TableShape[]): readonly TableShape[] {
  const byName = new Map(tables.map((table) => [table.name, table]))
  const ordered = new Set<TableShape>()
  const open = new Set<TableShape>()
  const visit = (table: TableShape): void => {
    if (ordered.has(table) || open.has(table)) return
    open.add(table)
    for (const name of [...table.foreignKeys.map((key) => key.table), ...table.partitions]) {
      const before = byName.get(name)
      if (before !== undefined) visit(before)
    }
    ordered.add(table)
  }
  tables.forEach(visit)
  return [...ordered]
}
