import type { Advice } from './advice.js'

/** Statements that PostgreSQL cannot read. */
export const SYNTAX_ADVICE: readonly Advice[] = [
  {
    sqlstate: '42601',
    statementPattern: /\bcreate\s+or\s+replace\s+materialized\s+view\b/i,
    cause: 'PostgreSQL has no `CREATE OR REPLACE MATERIALIZED VIEW`.',
    code: 'Drop it and create it anew, then its indexes, grants and comment, which go with it.',
  },
  {
    sqlstate: '42601',
    messagePattern: /^syntax error at or near "\$/,
    cause: 'The body of a function or `DO` block stands between two dollar signs on either side.',
    code: 'Write `AS $$ … $$`; what fills in templates may have made one of two.',
  },
  {
    sqlstate: '42601',
    messagePattern: /^syntax error at or near "on"/i,
    statementPattern: /\bcreate\s+table\b[^;]*,\s*(?:unique\s+)?(?:index|key)\s+[\w"]+\s+on\b/i,
    cause: 'PostgreSQL makes no index inside `CREATE TABLE`, as MySQL does.',
    code: 'Write `CREATE INDEX … ON …` after it.',
  },
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
