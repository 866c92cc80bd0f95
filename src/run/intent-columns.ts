import type { CreateStmt, IndexStmt, Node, SelectStmt } from 'libpg-query'
import type { Intent } from '../model/intent.js'

type Columns = Pick<Intent, 'columns'>

/** The columns that a query gives; `written` are the names in brackets after the relation's. */
export function columnsOf(query: Node | undefined, written: readonly Node[] = []): Columns {
  if (query === undefined || !('SelectStmt' in query)) return {}
  const first = leftmost(query.SelectStmt)
  const given = (first.targetList ?? []).map(columnName)
  const names = given.map((name, place) => (written[place] === undefined ? name : text(written[place])))
  return told(names)
}

/** Nothing where the table has columns that another one gives it. */
export function columnsOfTable({ tableElts = [], inhRelations, ofTypename }: CreateStmt): Columns {
  if (inhRelations !== undefined || ofTypename !== undefined) return {}
  if (tableElts.some((element) => 'TableLikeClause' in element)) return {}
  return told(tableElts.flatMap((element) => ('ColumnDef' in element ? [element.ColumnDef.colname] : [])))
}

/** The columns that an index is on; nothing where one is an expression. */
export function columnsOfIndex({ indexParams = [] }: IndexStmt): Columns {
  return told(indexParams.map((element) => ('IndexElem' in element ? element.IndexElem.name : undefined)))
}

function told(names: readonly (string | undefined)[]): Columns {
  const known = names.filter((name) => name !== undefined)
  return known.length > 0 && known.length === names.length ? { columns: known } : {}
}

/** The first SELECT of a UNION names the columns. */
function leftmost(select: SelectStmt): SelectStmt {
  return select.larg === undefined ? select : leftmost(select.larg)
}

function columnName(target: Node): string | undefined {
  if (!('ResTarget' in target)) return undefined
  const { name, val } = target.ResTarget
  if (name !== undefined || val === undefined || !('ColumnRef' in val)) return name
  return text(val.ColumnRef.fields?.at(-1))
}

/** Undefined for `*`. */
function text(node: Node | undefined): string | undefined {
  return node !== undefined && 'String' in node ? node.String.sval : undefined
}
