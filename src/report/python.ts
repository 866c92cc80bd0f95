import type { Fix } from '../model/finding.js'

/** What an editor would not show, or a report may not hold as it is. Line breaks and tabs stay. */
const UNSEEN = /(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu

// SQLAlchemy, sql/compiler.py `BIND_PARAMS` and `BIND_PARAMS_ESC`: in a string given to op.execute `:name` is a
// parameter, and `\:name` is how to write a colon before a word.
const BIND = /(?<![:\p{L}\p{N}_$\\]):(?=[\p{L}\p{N}_$]+(?![:\p{L}\p{N}_$]))/gu
const BIND_ESCAPE = /\\(?=:[\p{L}\p{N}_$]*(?![:\p{L}\p{N}_$]))/gu

/** Whether a fix may be trusted, as a remark beside it. */
export function trust({ tried, failed }: Fix): string {
  if (tried) return 'tried on a scratch database: it mends this'
  return failed === undefined
    ? 'a starting point, not tried'
    : 'a starting point: tried on a scratch database, it was not enough'
}

/** A fix as the lines of Python to paste into the migration's function, indented as its body is. */
export function fixLines(fix: Fix): readonly string[] {
  return fix.sql.flatMap((sql) => `    op.execute(${pythonLiteral(indented(sql))})`.split('\n'))
}

/** SQL moved to the right with its function; as it is where a line break may stand in a quotation, and so count. */
function indented(sql: string): string {
  const lines = sql.trim().split('\n')
  const plain = !sql.includes('$') && lines.every((line) => even(line, "'") && even(line, '"'))
  return plain
    ? lines.map((line, at) => (at === 0 ? line : `        ${line}`.trimEnd())).join('\n')
    : sql.trim()
}

function even(line: string, quote: string): boolean {
  return line.split(quote).length % 2 === 1
}

/** SQL as a Python string literal that `op.execute` runs as that SQL; a space parts a quote at its end from Python's. */
function pythonLiteral(sql: string): string {
  const escaped = sql
    .replace(BIND_ESCAPE, '\\\\')
    .replace(BIND, '\\:')
    .replaceAll('\\', '\\\\')
    .replaceAll('"""', '\\"\\"\\"')
    .replace(/"$/, '" ')
    .replaceAll('<!--', '<\\x21--')
    .replace(UNSEEN, pythonEscape)
  return `"""${escaped}"""`
}

function pythonEscape(char: string): string {
  return `\\U${(char.codePointAt(0) ?? 0).toString(16).padStart(8, '0')}`
}
