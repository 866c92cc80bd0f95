import type { Fix } from '../model/finding.js'
import { shorten, visible } from './escape.js'

/** What an editor would not show, or a report may not hold as it is. Line breaks and tabs stay. */
const UNSEEN = /(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu

// SQLAlchemy, sql/compiler.py `BIND_PARAMS` and `BIND_PARAMS_ESC`: in a string given to op.execute `:name` is a
// parameter, and `\:name` is how to write a colon before a word.
const BIND = /(?<![:\p{L}\p{N}_$\\]):(?=[\p{L}\p{N}_$]+(?![:\p{L}\p{N}_$]))/gu
const BIND_ESCAPE = /\\(?=:[\p{L}\p{N}_$]*(?![:\p{L}\p{N}_$]))/gu

/** What stands above the lines of a fix, as sentences with `code` in backticks. */
export interface FixWords {
  readonly title: string
  /** Whether it may be trusted; empty where the fix stands elsewhere. */
  readonly remark: string
}

/** Characters of a reason. */
const MOST = 300

/** Where a fix belongs and whether it may be trusted, or by which other finding it is told. */
export function fixWords(fix: Fix): FixWords {
  return fix.sameAs === undefined
    ? { title: `What to write at the end of \`${fix.function}()\``, remark: trust(fix) }
    : { title: `The fix told for ${fix.sameAs} mends this, too.`, remark: '' }
}

/** The same on one line without backticks. */
export function plainFixWords(fix: Fix): string {
  const { title, remark } = fixWords(fix)
  return visible(remark === '' ? title : `${title.replaceAll('`', '')} (${remark}):`)
}

function trust({ tried, failed }: Fix): string {
  if (tried) return 'tried on a scratch database: it mends this'
  return failed === undefined
    ? 'a starting point, not tried'
    : `a starting point: tried on a scratch database, it was not enough: ${shorten(failed.replace(/\s+/g, ' '), MOST)}`
}

/** A fix as the lines of Python to paste into the migration's function, indented as its body is; none where it stands elsewhere. */
export function fixLines(fix: Fix): readonly string[] {
  if (fix.sameAs !== undefined) return []
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
