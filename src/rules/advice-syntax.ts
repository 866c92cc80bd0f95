import type { Advice } from './advice.js'

/** Statements that PostgreSQL cannot read. */
export const SYNTAX_ADVICE: readonly Advice[] = [
  {
    sqlstate: '42601',
    messagePattern: /^syntax error at /,
    statementPattern:
      /\bdrop\s+trigger\s+(?:if\s+exists\s+)?(?<trigger>"[^"`]+"|[\w$]+)\s*(?:cascade|restrict)?\s*(?:;|$)/i,
    cause: 'A trigger has its name within its table, so `DROP TRIGGER` needs the table, too.',
    code: 'Write `DROP TRIGGER {trigger} ON …`.',
  },
  {
    sqlstate: '42601',
    messagePattern: /^syntax error at or near "(?<near>[^"`\n]{1,60})"/,
    cause: 'PostgreSQL can read the statement up to `{near}`, but not that word there.',
    code:
      'What is wrong is the word itself or stands right before it: a comma, bracket, quote or keyword that is missing or too many, or a ' +
      'reserved word that serves as a name and needs double quotes.',
  },
  {
    sqlstate: '42601',
    messagePattern: /^syntax error at end of input/,
    cause: 'The statement ends before it is whole.',
    code: 'Look for what is missing at its end, or for a bracket or quote that nothing closes.',
  },
]
