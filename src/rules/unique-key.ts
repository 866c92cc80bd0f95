import { columnsOf, type CatalogObject } from '../model/catalog.js'
import { quoteIdentifier } from '../model/sql.js'
import { isMark, isName, items, reads, tokens, type Token } from './tokens.js'

/** Functions of pg_catalog, and words, that give no more than one value each; any other function might give several rows. */
const SINGLE = new Set(
  (
    'and or not in any all case when then else where over filter count sum avg min max bool_and bool_or every string_agg array_agg json_agg jsonb_agg json_object_agg jsonb_object_agg ' +
    'stddev stddev_pop stddev_samp variance var_pop var_samp coalesce nullif greatest least round floor ceil abs ' +
    'date_trunc date_part timezone to_char lower upper length concat numeric varying character bit extract'
  ).split(' '),
)

/** Where the list of the clause before ends. */
const CLAUSES = ['from', 'where', 'group', 'having', 'window', 'order', 'limit', 'offset', 'fetch']
const SETS = ['union', 'intersect', 'except', 'with', 'grouping', 'rollup', 'cube']

/**
 * The columns, as SQL names them, that tell the rows of a materialized view apart by its own definition: those it is grouped by, or all
 * of a SELECT DISTINCT. Null where they are not all plain columns of the view, or the definition leaves any doubt.
 * The definition is pg_get_viewdef's, which gives each column's name where the expression does not.
 */
export function keyColumns({ properties }: CatalogObject): readonly string[] | null {
  const all = tokens(String(properties['definition']))
  const top = topLevel(all)
  const clause = (name: string): readonly Token[] => between(all, top, name)
  if (!reads(all, 0, 'select') || SETS.some((word) => top.some((at) => reads(all, at, word)))) return null
  const distinct = reads(all, 1, 'distinct') && !reads(all, 2, 'on')
  const grouped = top.some((at) => reads(all, at, 'group', 'by'))
  if (distinct === grouped || (!distinct && reads(all, 1, 'distinct'))) return null
  const outputs = items(clause('select').slice(distinct ? 1 : 0)).map(output)
  if (!distinct && !outputs.every(({ single }) => single)) return null
  const groups = items(clause('group').slice(1)).map(spelled)
  const keys = distinct ? outputs : groups.map((one) => outputs.find(({ expression }) => expression === one))
  const columns = keys.map((key) => key?.column ?? null)
  // PostgreSQL takes at most 32 columns in an index.
  return columns.length > 32 || columns.includes(null) ? null : (columns as readonly string[])
}

interface Output {
  /** Null where the expression has no name of its own. */
  readonly column: string | null
  readonly expression: string
  readonly single: boolean
}

function output(item: readonly Token[]): Output {
  const name = item.at(-1)
  const renamed = reads(item, item.length - 2, 'as')
  const expression = renamed ? item.slice(0, -2) : item
  const plain =
    expression.every((token) => isName(token) || isMark(token, '.')) && expression.length % 2 === 1
  const single = expression.every(
    (token, at) =>
      !isName(token) ||
      !isMark(expression[at + 1], '(') ||
      (SINGLE.has(token.text) && !isMark(expression[at - 1], '.')),
  )
  return {
    column: isName(name) && (renamed || plain) ? asWritten(name) : null,
    expression: spelled(expression),
    single,
  }
}

/** Equal for expressions that differ only in the brackets around the whole. */
function spelled(all: readonly Token[]): string {
  const outer = isMark(all[0], '(') && closing(all, 0) === all.length - 1
  return outer ? spelled(all.slice(1, -1)) : JSON.stringify(all.map(({ kind, text }) => [kind, text]))
}

function closing(all: readonly Token[], from: number): number {
  let depth = 0
  return all.findIndex((token, at) => {
    if (at >= from && isMark(token, '(')) depth++
    if (at >= from && isMark(token, ')')) depth--
    return at >= from && depth === 0
  })
}

/** Positions that stand in no brackets. */
function topLevel(all: readonly Token[]): readonly number[] {
  let depth = 0
  return all.flatMap((token, at) => {
    if (isMark(token, '(')) depth++
    if (isMark(token, ')')) depth--
    return depth === 0 ? [at] : []
  })
}

/** What stands from behind a clause's first word to the next clause. */
function between(all: readonly Token[], top: readonly number[], clause: string): readonly Token[] {
  const start = top.find((at) => reads(all, at, clause)) ?? all.length
  const end = top.find(
    (at) => at > start && (CLAUSES.some((word) => reads(all, at, word)) || isMark(all[at], ';')),
  )
  return all.slice(start + 1, end)
}

function asWritten({ kind, text }: Token): string {
  return kind === 'quoted' ? quoteIdentifier(text) : text
}

/** True when every column of an index, plain or INCLUDEd, is a column of the view. The definition is pg_get_indexdef's. */
export function hasColumnsOf(index: CatalogObject, view: CatalogObject): boolean {
  const names = new Set(columnsOf(view).map(({ name }) => name))
  const all = tokens(String(index.properties['definition']))
  const lists = all.flatMap((token, at) =>
    isMark(token, '(') && !reads(all, at - 1, 'with') && closing(all, at) > at
      ? [items(all.slice(at + 1, closing(all, at)))]
      : [],
  )
  return lists.length > 0 && lists.flat().every(([first]) => first !== undefined && names.has(first.text))
}
