import { SPACE } from '../../model/sql.js'

/** Where a statement begins: also in a block, or in a string that one executes. */
const START = String.raw`(?:^|[;'$]|\b(?:begin|then|else|loop)\b)${SPACE}`

/** Settings under which statements do the same. Many migrations set one, and entering env.py anew takes longer than most of them. */
const HARMLESS = String.raw`(?:lock_timeout|statement_timeout|idle_\w+_timeout|client_min_messages|(?:maintenance_)?work_mem|application_name|log_\w+)`

/** What lasts as long as its session: https://www.postgresql.org/docs/current/sql-discard.html and sql-set.html */
const LASTS = new RegExp(
  [
    `${START}set\\s+(?!local\\b|constraints\\b|transaction\\b|(?:session\\s+)?${HARMLESS}\\b)`,
    `${START}(?:reset|discard|load|listen|unlisten|deallocate)\\b`,
    `${START}prepare\\s+(?!transaction\\b)`,
    String.raw`\bset_config\s*\(`,
    String.raw`\b(?:temp|temporary)\s+(?:table|view|sequence|recursive)\b`,
    String.raw`\binto\s+(?:temp|temporary)\b`,
    String.raw`\bpg_temp\b`,
    String.raw`\bwith\s+hold\b`,
    String.raw`\bpg_(?:try_)?advisory_(?:un)?lock`,
  ].join('|'),
  'i',
)

/**
 * True for SQL that may leave something behind in the session, such as a search_path or a temporary table; for some that does not,
 * too.
 */
export function outlastsStep(sql: string): boolean {
  return LASTS.test(sql)
}
