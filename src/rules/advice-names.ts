import { SPACE } from '../model/sql.js'
import type { Advice } from './advice.js'

const EXISTS: Omit<Advice, 'sqlstate'> = {
  messagePattern: /(?:^|\s)"?(?<name>[^"\s]+)"?(?: (?:of|for) relation "[^"]+")? already exists/,
  cause:
    'The name is taken: `{name}` was made by an earlier migration, or left by a failed or incomplete downgrade.',
  code: 'Drop it where it should have gone, or choose another name; `IF NOT EXISTS` would only adopt whatever stands there.',
}

const GONE: Omit<Advice, 'sqlstate'> = {
  messagePattern: /does not exist/,
  leg: 'downgrade',
  cause:
    'The name is misspelt, lacks its schema, or the object is already gone: an index goes with its table or materialized view.',
  code: 'Drop each object once, under the name that the upgrade gave it, dependents first.',
}

const ABSENT: Omit<Advice, 'sqlstate'> = {
  messagePattern: /does not exist/,
  leg: 'upgrade',
  cause: 'No migration up to this one makes it, or the name is misspelt or lacks its schema.',
  code: 'Make it in a migration before this one, or with `--setup-sql` when it is made outside the migrations.',
}

/** From PostgreSQL 17 on: https://www.postgresql.org/docs/current/sql-creatematerializedview.html */
const ABSENT_IN_VIEW: Omit<Advice, 'sqlstate'> = {
  ...ABSENT,
  statementPattern: new RegExp(`^${SPACE}(?:create|refresh)\\s+materialized\\s+view\\b`, 'i'),
  code:
    `${ABSENT.code} Or a function that the view calls names it without its schema: from PostgreSQL 17 on a materialized view is ` +
    'filled with the search_path `pg_catalog, pg_temp`. Then write the schema in the function, or give it its own with ' +
    '`SET search_path = public`.',
}

/** Errors of names that are taken, or that nothing has. The first that fits is told. */
export const NAMES_ADVICE: readonly Advice[] = [
  { sqlstate: '42P07', ...EXISTS },
  {
    sqlstate: '42710',
    messagePattern: /^type "(?<name>[^"]+)" already exists/,
    leg: 'upgrade',
    cause:
      'The type `{name}` is there already: an earlier migration makes it, or a `.create()` in this one. `op.create_table` makes the enum types of ' +
      'its columns, too.',
    code: 'Give the column the type with `create_type=False`: `postgresql.ENUM(…, name="{name}", create_type=False)`.',
  },
  {
    sqlstate: '42710',
    messagePattern: /^type "(?<name>[^"]+)" already exists/,
    cause:
      'The type `{name}` outlived what used it: dropping a table does not drop the enum types of its columns.',
    code: 'Put `DROP TYPE {name}` at the end of the downgrade of the revision that makes it.',
  },
  { sqlstate: '42710', ...EXISTS },
  {
    sqlstate: '42723',
    messagePattern: /^function "?(?<name>[^"(\s]+)"? already exists/,
    cause:
      'A function `{name}` with these argument types is there, made by an earlier migration or left by a downgrade.',
    code: '`CREATE OR REPLACE FUNCTION` replaces it, and the downgrade must then give back the former body; else drop it in the downgrade that left it.',
  },
  { sqlstate: '42P06', ...EXISTS },
  {
    sqlstate: '42701',
    messagePattern: /^column "(?<name>[^"]+)" specified more than once/,
    cause: 'Two columns of the result are called `{name}`.',
    code: 'Give one of them another name with `AS`, or write out the columns instead of `*`.',
  },
  { sqlstate: '42701', ...EXISTS },
  { sqlstate: '42P01', ...GONE },
  { sqlstate: '42P01', ...ABSENT_IN_VIEW },
  { sqlstate: '42P01', ...ABSENT },
  { sqlstate: '42704', ...GONE },
  {
    sqlstate: '42704',
    messagePattern: /^type "(?:[^".]+\.)?(?<name>[^".]+)" does not exist/,
    leg: 'upgrade',
    cause:
      'No migration up to this one makes the type `{name}`: `op.add_column` and `op.alter_column` do not make enum types, as `op.create_table` does.',
    code:
      'Make it before: `sa.Enum(…, name="{name}").create(op.get_bind())`; for `op.alter_column` say also how values become it: ' +
      '`postgresql_using="…::text::{name}"`. One that comes with an extension needs `CREATE EXTENSION` first, in a migration or with `--setup-sql`.',
  },
  { sqlstate: '42704', ...ABSENT },
  {
    sqlstate: '42703',
    messagePattern: /^record "(?:new|old)" has no field "(?<name>[^"]+)"/,
    cause:
      'The function of a trigger still uses `{name}`, and its table has no such column, or none any more.',
    code:
      'Replace the function in the migration that drops or renames the column. `SELECT tgname, tgfoid::regproc FROM pg_trigger WHERE tgrelid = ' +
      "'…'::regclass` tells which it is.",
  },
  { sqlstate: '42703', ...GONE },
  { sqlstate: '42703', ...ABSENT },
  { sqlstate: '42883', ...ABSENT_IN_VIEW },
  { sqlstate: '42883', ...ABSENT },
  { sqlstate: '3F000', ...ABSENT },
]
