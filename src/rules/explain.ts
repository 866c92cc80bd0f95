import { ConfigError } from '../model/errors.js'
import { RULES } from './all.js'

/** The list that `matview-check rules` prints: one line a rule. */
export function listRules(): string {
  const widest = Math.max(...RULES.map(({ id }) => id.length))
  return RULES.map(({ id, severity, says }) => `${id.padEnd(widest)}  ${severity.padEnd(7)}  ${says}\n`).join(
    '',
  )
}

/** What `matview-check rules ID` prints. Throws ConfigError when there is no such rule. */
export function explainRule(id: string): string {
  const rule = RULES.find((one) => one.id === id)
  if (rule === undefined) {
    throw new ConfigError(
      `There is no rule "${id}". The rules are: ${RULES.map((one) => one.id).join(', ')}.`,
    )
  }
  return [
    `${rule.id} (${rule.severity}): ${rule.says}.`,
    `Examples and how to mend it: docs/rules/${rule.id}.md`,
    `To silence it in one migration, with a reason: # matview-check: ignore[${rule.id}] reason`,
    '',
  ].join('\n')
}
