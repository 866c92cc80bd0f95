import type { Advice } from './advice.js'

/** Errors that come from the rows which stand in the tables. */
export const ROWS_ADVICE: readonly Advice[] = [
  {
    sqlstate: '23505',
    leg: 'reupgrade',
    cause:
      'Rows that the first upgrade inserted are still there: the downgrade does not delete them. {detail}',
    code: 'Delete in `downgrade()` the rows that `upgrade()` inserts.',
  },
  {
    sqlstate: '23502',
    messagePattern: /^column "(?<name>[^"]+)" of relation "(?<relation>[^"]+)" contains null values/,
    cause: '`{relation}` holds rows, and they have nothing in `{name}`.',
    code: 'Fill it before it becomes `NOT NULL`: add the column nullable, `UPDATE {relation} SET {name} = …`, then `op.alter_column("{relation}", "{name}", nullable=False)`; or give a new column a `server_default`.',
  },
  {
    sqlstate: '23505',
    messagePattern: /^could not create unique index "(?<name>[^"]+)"/,
    cause: 'Rows that are there are equal where `{name}` wants them unique. {detail}',
    code: 'Merge or delete the duplicates in the same migration, before it.',
  },
  {
    sqlstate: '23514',
    messagePattern:
      /^check constraint "(?<name>[^"]+)" of relation "(?<relation>[^"]+)" is violated by some row/,
    cause: 'Rows of `{relation}` break `{name}`.',
    code: 'Correct them first with an `UPDATE`, or let the constraint hold for new rows only: `NOT VALID`.',
  },
  {
    sqlstate: '42804',
    messagePattern: /^column "(?<name>[^"]+)" cannot be cast automatically to type (?<type>.+)/,
    cause: 'PostgreSQL does not convert the values of `{name}` to {type} unasked.',
    code: 'Say how: `op.alter_column(…, postgresql_using="{name}::{type}")`.',
  },
  {
    sqlstate: '42804',
    messagePattern: /^default for column "(?<name>[^"]+)" cannot be cast automatically to type (?<type>.+)/,
    cause: 'The default of `{name}` is a value of its former type.',
    code: 'Take the default away, change the type, and give the default again: `ALTER COLUMN {name} DROP DEFAULT`, `TYPE {type} USING {name}::text::{type}`, `SET DEFAULT …`.',
  },
  {
    sqlstate: '55006',
    messagePattern: /"(?<name>[^"]+)" because it has pending trigger events/,
    cause:
      'Rows of `{name}` were changed in the same transaction, and a deferred constraint has not been checked yet.',
    code: 'Check it between the two: `op.execute("SET CONSTRAINTS ALL IMMEDIATE")`; or change the rows in a revision of its own.',
  },
  {
    sqlstate: '22001',
    messagePattern: /^value too long for type character varying\((?<most>\d+)\)/,
    statementPattern: /\bversion_num\b/i,
    cause:
      'The id of this revision is longer than the {most} characters that Alembic’s version table has room for.',
    code: 'Shorten it, here and where other migrations name it; or widen the column in a migration before: `ALTER TABLE alembic_version ALTER COLUMN version_num TYPE varchar(255)`.',
  },
  {
    sqlstate: '22001',
    messagePattern: /^value too long for type (?<type>.+)/,
    cause: 'A text is longer than its column, a {type}, has room for.',
    code: 'Widen the column before, or shorten the text.',
  },
  {
    sqlstate: '42809',
    messagePattern: /^cannot change materialized view "(?<name>[^"]+)"/,
    cause: 'The rows of a materialized view come from its query alone.',
    code: 'Change the tables that it reads, then `REFRESH MATERIALIZED VIEW {name}`.',
  },
  {
    sqlstate: '42P10',
    messagePattern: /matching the ON CONFLICT specification/,
    cause: '`ON CONFLICT` needs a unique index or constraint on exactly the columns it names.',
    code: 'Make it before, or name the columns of one that is there.',
  },
]
