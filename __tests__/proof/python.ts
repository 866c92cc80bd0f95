import type { Statement } from './model.js'
import type { Random } from './random.js'

/**
 * Statements as lines of a migration's function: as `op.execute`, as Alembic operations, on the connection, and now and then
 * several in one string, which asyncpg refuses.
 */
export function writeStatements(
  statements: readonly Statement[],
  random: Random,
  several: boolean,
): string[] {
  const lines: string[] = []
  for (let at = 0; at < statements.length; at++) {
    const statement = statements[at] as Statement
    const next = statements[at + 1]
    if (statement.alone)
      lines.push('with op.get_context().autocommit_block():', `    ${execute(statement.sql)}`)
    else if (statement.python !== undefined && random.chance(0.5)) lines.push(statement.python)
    else if (several && next !== undefined && !next.alone && random.chance(0.15)) {
      lines.push(execute(`${statement.sql}; ${next.sql};`))
      at += 1
    } else if (random.chance(0.15)) lines.push(`op.get_bind().exec_driver_sql(${literal(statement.sql)})`)
    else lines.push(execute(statement.sql))
  }
  return lines
}

const execute = (sql: string): string => `op.execute(${literal(sql)})`
/** A name in quotes at the end must not meet the closing ones. */
const literal = (sql: string): string => `"""${sql}${sql.endsWith('"') ? ' ' : ''}"""`
