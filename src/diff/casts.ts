const NAME = `(?:"(?:[^"]|"")+"|[a-z_][\\w$]*)`
const TYPE = `${NAME}(?:\\.${NAME})?(?: varying| precision)?(?:\\(\\d+(?:,\\d+)?\\))?(?: with(?:out)? time zone)?(?:\\[\\])?`
const CONSTANT = `'(?:[^']|'')*'|[\\d.]+`
const CAST = new RegExp(`\\((${NAME}|${CONSTANT})\\)::${TYPE}|(${CONSTANT})::${TYPE}`, 'gi')

/**
 * True when two definitions of a check, or of an index, differ in nothing but casts of columns and constants in their condition. When a
 * column's type is changed PostgreSQL reads the conditions on it anew, adds the casts that they need from then on, and keeps those when
 * the type is changed back: https://www.postgresql.org/docs/current/sql-altertable.html
 */
export function sameButForCasts(one: string, other: string): boolean {
  const [a, b] = [parts(one), parts(other)]
  return a.head === b.head && uncast(a.condition) === uncast(b.condition)
}

/** A check is a condition; of an index it stands at the end. What a view chooses by is the author's own, casts included. */
function parts(definition: string): { readonly head: string; readonly condition: string } {
  const isIndex = /^(?:CREATE (?:UNIQUE )?INDEX|EXCLUDE) /.test(definition)
  const at = definition.startsWith('CHECK ') ? 0 : isIndex ? definition.lastIndexOf(' WHERE ') : -1
  return at < 0
    ? { head: definition, condition: '' }
    : { head: definition.slice(0, at), condition: definition.slice(at) }
}

function uncast(condition: string): string {
  const without = condition.replaceAll(CAST, '$1$2')
  return without === condition ? condition : uncast(without)
}
