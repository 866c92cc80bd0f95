/**
 * True when two definitions differ in nothing but white space at the ends of lines, and empty lines. Of all definitions PostgreSQL keeps the
 * bodies of functions alone as they were written: https://www.postgresql.org/docs/current/sql-createfunction.html
 */
export function sameButForIndentation(one: string, other: string): boolean {
  return trimmed(one) === trimmed(other)
}

function trimmed(definition: string): string {
  const lines = definition.split('\n').map((line) => line.trim())
  return lines.filter((line) => line !== '').join('\n')
}
