/** `(ARRAY['a'::character varying])::text[]`, up to where its elements begin. */
const OPENING = '(ARRAY['
/** What follows them: the array's type. */
const TYPE = /\)::((?:"(?:[^"]|"")+"|[\w. ]|\(\d+(?:,\d+)?\))+?)\[\]/y
/** A string, a quoted name, or one character. */
const PIECE = /E'(?:[^'\\]|\\[^]|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|[^]/gy

/**
 * The same SQL with the cast of a whole array spread over its elements, as PostgreSQL does when it reads what it printed: `IN (…)` on a
 * varchar column is kept in the first form, and in the second once the text is run again or the column's type was changed and changed
 * back. https://github.com/postgres/postgres/blob/master/src/backend/parser/parse_expr.c (transformTypeCast)
 */
export function spreadArrayCasts(sql: string): string {
  const at = sql.indexOf(OPENING)
  if (at < 0) return sql
  const from = at + OPENING.length
  const array = elements(sql, from)
  TYPE.lastIndex = array.end
  const [cast, type] = TYPE.exec(sql) ?? []
  if (cast === undefined) return sql.slice(0, from) + spreadArrayCasts(sql.slice(from))
  const spread = array.elements.map((one) => `(${spreadArrayCasts(one)})::${type}`).join(', ')
  return `${sql.slice(0, at)}ARRAY[${spread}]${spreadArrayCasts(sql.slice(array.end + cast.length))}`
}

/** The elements that stand from a place on, and where the bracket after them is, past it. */
function elements(sql: string, from: number): { readonly elements: readonly string[]; readonly end: number } {
  const found: string[] = []
  let [start, at, depth] = [from, from, 0]
  for (PIECE.lastIndex = from; at < sql.length; at = PIECE.lastIndex) {
    const piece = PIECE.exec(sql)?.[0] ?? ''
    if (piece === '(' || piece === '[') depth++
    if (piece === ')' || (piece === ']' && depth > 0)) depth--
    else if (depth === 0 && (piece === ',' || piece === ']')) {
      found.push(sql.slice(start, at).trim())
      start = at + 1
      if (piece === ']') return { elements: found, end: start }
    }
  }
  return { elements: found, end: sql.length }
}
