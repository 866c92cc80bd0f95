import { names } from '../sql.js'
import type { Statement } from '../step.js'

/** True when a part of a statement, DO blocks included, matches the pattern and has every name as a word. */
export type Said = (what: RegExp, ...called: readonly string[]) => boolean

/** Reads what a leg's statements say. */
export function saidBy(statements: readonly Statement[]): Said {
  const parts = statements.flatMap(({ sql }) => sql.split(';'))
  return (what, ...called) =>
    parts.some((part) => what.test(part) && called.every((name) => names(part, name)))
}
