import type { Direction, StepReport } from '../../../src/model/step.js'
import type { ToolProcess } from '../../../src/tools/tool.js'
import type { TestDatabase } from '../../support/database.js'

/** Takes a step that must succeed. */
export async function passing(
  tool: ToolProcess,
  revision: string,
  direction: Direction,
  stamp = false,
): Promise<StepReport> {
  const report = await tool.step(revision, direction, stamp)
  if (report.error)
    throw new Error(`${direction} of ${revision}: ${report.error.message}\n${report.error.traceback}`)
  return report
}

/** The names of the tables and other relations in the public schema, without the version table and indexes. */
export async function relations(database: TestDatabase): Promise<string[]> {
  const rows = await database.query(
    `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind <> 'i'
     and relname <> 'alembic_version' order by 1`,
  )
  return rows.map(({ relname }) => String(relname))
}

/** The revisions in the version table. */
export async function versions(database: TestDatabase): Promise<string[]> {
  const rows = await database.query('select version_num from alembic_version order by 1')
  return rows.map(({ version_num }) => String(version_num))
}

/** Sessions other than the test's own in the database. Where there are any, a server under load gets 5 seconds to end them. */
export async function sessions(database: TestDatabase): Promise<number> {
  let found = 0
  for (let tries = 0; tries < 50; tries++) {
    const rows = await database.query(
      `select pg_sleep(${tries === 0 ? 0 : 0.1}), count(*)::int as n from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
    )
    found = Number(rows[0]?.['n'])
    if (found === 0) break
  }
  return found
}

/** The message of the ConfigError that a promise fails with. */
export async function configError(promise: Promise<unknown>): Promise<string> {
  const error: unknown = await promise.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (error instanceof Error && error.name === 'ConfigError') return error.message
  throw new Error(`expected a ConfigError, got ${String(error)}`)
}
