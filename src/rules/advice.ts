import type { Leg, StepError } from '../model/step.js'
import { NAMES_ADVICE } from './advice-names.js'
import { ROWS_ADVICE } from './advice-rows.js'
import { SYNTAX_ADVICE } from './advice-syntax.js'
import { fill } from './advice-words.js'

/** A well-known cause of an error and what to write instead. Both texts may hold the placeholders of `fill`. */
export interface Advice {
  readonly sqlstate?: string
  /** Its named groups become placeholders: `(?<name>…)` is `{name}`. */
  readonly messagePattern?: RegExp
  /** What the failing statement must hold; its named groups become placeholders, too. */
  readonly statementPattern?: RegExp
  readonly leg?: Leg
  readonly cause: string
  readonly code: string
}

/**
 * The first that fits is told. SQLSTATEs: https://www.postgresql.org/docs/current/errcodes-appendix.html;
 * the messages are those of PostgreSQL 13 to 18, SQLAlchemy 1.4 to 2.1 and asyncpg, in English.
 */
export const ADVICE: readonly Advice[] = [
  {
    sqlstate: '25001',
    messagePattern: /(?<command>.+?) cannot (?:run|be executed)/,
    cause: 'Alembic runs a migration inside a transaction, where PostgreSQL refuses {command}.',
    code: 'Leave the transaction for this one statement, given alone: `with op.get_context().autocommit_block(): op.execute({python})`.',
  },
  {
    sqlstate: '2BP01',
    cause: 'Other objects are built on it. {dependents}',
    code: 'Drop those first, the ones built last before the others{drops}, and create again what must stay; `CASCADE` would take other people’s objects with no more than a notice.',
  },
  {
    sqlstate: '0A000',
    messagePattern: /cannot alter type of a column used by a (?<user>[\w ]+)/,
    cause: 'A {user} reads this column. {detail}',
    code: 'Drop the views and materialized views that read it, alter the column, and create them again with their indexes and grants.',
  },
  {
    messagePattern: /cannot refresh materialized view "(?<name>[^"]+)" concurrently/,
    cause: '`CONCURRENTLY` needs a unique index on plain columns, without `WHERE`, on the materialized view.',
    code: 'Before the refresh: `CREATE UNIQUE INDEX ON {name} (…)` over the columns that tell its rows apart.',
  },
  {
    messagePattern: /CONCURRENTLY cannot be used when the materialized view is not populated/,
    cause: 'The materialized view was made `WITH NO DATA`; its first refresh cannot be concurrent.',
    code: 'Refresh it once without `CONCURRENTLY`: `REFRESH MATERIALIZED VIEW {refreshed}`.',
  },
  {
    messagePattern: /materialized view "(?<name>[^"]+)" has not been populated/,
    cause: 'It was created or refreshed `WITH NO DATA`, and reading it raises an error until it is filled.',
    code: 'Run `REFRESH MATERIALIZED VIEW {name}` first, or leave out `WITH NO DATA`.',
  },
  {
    sqlstate: '53200',
    cause:
      'The transaction takes more locks than the server has room for: every table, index, TOAST table and view that it makes, changes or ' +
      'drops takes at least one until it ends. {locks}',
    code: 'Split the migration into several revisions, or raise `max_locks_per_transaction` on every server that runs it, which takes a restart.',
  },
  ...NAMES_ADVICE,
  {
    messagePattern: /cannot insert multiple commands into a prepared statement/,
    cause: 'asyncpg (and psycopg with parameters) takes one statement at a time.',
    code: 'Write one `op.execute(…)` for each statement.',
  },
  {
    messagePattern: /isolation_level may not be altered/,
    cause:
      'Alembic has begun a transaction, and SQLAlchemy 2 does not change the isolation level of one that has begun.',
    code: 'Use `with op.get_context().autocommit_block():` instead of `execution_options(isolation_level="AUTOCOMMIT")`.',
  },
  {
    sqlstate: '55P04',
    messagePattern: /(?:value "(?<value>[^"]+)" of enum type "?(?<type>[^"\s]+)"?)/,
    cause: 'A label added to an enum type can be used only after the transaction that added it.',
    code: '`with op.get_context().autocommit_block(): op.execute("ALTER TYPE {type} ADD VALUE IF NOT EXISTS \'{value}\'")`, or use the label in a later revision.',
  },
  {
    sqlstate: '42P16',
    messagePattern: /cannot (?:drop columns from|change (?:name|data type|collation) of) view/,
    cause: '`CREATE OR REPLACE VIEW` can only append columns.',
    code: 'Drop the view and create it, with its grants and comment: `DROP VIEW …` and then `CREATE VIEW …`.',
  },
  {
    sqlstate: '42P17',
    messagePattern: /^functions in index (?<place>\w+) must be marked IMMUTABLE/,
    cause:
      'What an index holds must stay true for ever, so its {place} may not depend on the moment, as `now()` does, or on settings of the session.',
    code: "Leave the moment to the query that reads it. Say which settings are meant: `to_tsvector('english', …)`, `(… AT TIME ZONE 'UTC')::date`.",
  },
  {
    sqlstate: '42809',
    messagePattern: /^ALTER action (?<action>.+) cannot be performed on relation "(?<name>[^"]+)"/,
    cause: 'The columns of a view or materialized view come from its query, and neither takes constraints.',
    code: 'Drop `{name}` and create it with another query, with its indexes, grants and comment. In place of a primary key make a unique index.',
  },
  {
    sqlstate: '42809',
    messagePattern: /"(?<name>[^"]+)" is not an? (?<kind>.+)/,
    cause: '{name} is of another kind than the statement says.',
    code: 'Use the keyword of its own kind: {ownKind}.',
  },
  {
    sqlstate: '55P03',
    cause:
      'Another session holds a lock on it. On a scratch database that is a second connection which the migration itself opened.',
    code: 'Run everything on `op.get_bind()`, never on an engine of the migration’s own.',
  },
  {
    sqlstate: '40P01',
    cause:
      'Two sessions wait for each other. On a scratch database one of them is a second connection which the migration itself opened.',
    code: 'Run everything on `op.get_bind()`, never on an engine of the migration’s own.',
  },
  ...ROWS_ADVICE,
  ...SYNTAX_ADVICE,
  {
    messagePattern: /Can't emit \w+ CONSTRAINT .*it has no name/s,
    cause:
      '`op.drop_constraint` is given no name. A constraint that is made without one has one all the same. {constraint}',
    code: 'Better name it where it is made, or set a `naming_convention` on the MetaData.',
  },
  {
    messagePattern: /^name '(?<name>\w+)' is not defined/,
    cause: 'The migration uses `{name}` and does not import or assign it.',
    code: 'At the top of most migrations stand `from alembic import op` and `import sqlalchemy as sa`.',
  },
  {
    messagePattern: /has no attribute 'downgrade'/,
    cause: 'The migration has no function `downgrade`.',
    code: 'Write `def downgrade():` with the inverse of the upgrade.',
  },
]

/** What is known about an error; null when nothing is. `more`: what else is known, by the placeholder that it fills. */
export function adviseOn(
  error: StepError,
  leg: Leg,
  more: Readonly<Record<string, string>> = {},
): string | null {
  for (const advice of ADVICE) {
    if (advice.leg !== undefined && advice.leg !== leg) continue
    if (advice.sqlstate !== undefined && advice.sqlstate !== error.sqlstate) continue
    const message = match(advice.messagePattern, error.message)
    const statement = match(advice.statementPattern, error.statement ?? '')
    if (message === null || statement === null) continue
    return fill(`${advice.cause} ${advice.code}`, error, { ...message, ...statement, ...more })
  }
  return null
}

/** The named groups; null where the pattern, if there is one, does not match. */
function match(pattern: RegExp | undefined, text: string): RegExpExecArray['groups'] | null {
  if (pattern === undefined) return {}
  const found = pattern.exec(text)
  return found === null ? null : (found.groups ?? {})
}
