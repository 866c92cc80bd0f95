import type { Revision } from '../model/history.js'
import type { UnusedIgnore } from '../model/result.js'

/** A comment `# matview-check: ignore[rule] reason` that silenced something: where it stands and which rule it names. */
export type UsedIgnore = UnusedIgnore

/** The comment of the migration that silences a rule; null when it has none. An ignore names one rule, never all. */
export function ignoreOf(revision: Revision | undefined, rule: string): UsedIgnore | null {
  const found = revision?.ignores.find((ignore) => ignore.rule === rule)
  return revision === undefined || found === undefined
    ? null
    : { file: revision.file, line: found.line, rule }
}

/**
 * The comments of the checked revisions that silenced nothing.
 * @param notRun ids of rules that had no chance to speak, such as those of a walk that was not asked for
 */
export function unusedIgnores(
  checked: readonly Revision[],
  used: readonly UsedIgnore[],
  notRun: readonly string[] = [],
): readonly UnusedIgnore[] {
  const spent = new Set(used.map(({ file, rule }) => `${rule} ${file}`))
  return checked.flatMap(({ file, ignores }) =>
    ignores
      .filter(({ rule }) => !spent.has(`${rule} ${file}`) && !notRun.includes(rule))
      .map(({ line, rule }) => ({ file, line, rule })),
  )
}
