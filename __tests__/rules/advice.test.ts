import { expect, test } from '@jest/globals'
import { ADVICE, adviseOn } from '../../src/rules/advice.js'
import type { Leg } from '../../src/model/step.js'
import { error } from './evidence.js'

const CASES: readonly [message: string, sqlstate: string | null, expected: string, leg?: Leg][] = [
  [
    'CREATE INDEX CONCURRENTLY cannot run inside a transaction block',
    '25001',
    'autocommit_block(): op.execute("SELECT 1")',
  ],
  ['cannot drop view v because other objects depend on it', '2BP01', 'Drop those first'],
  ['cannot alter type of a column used by a view or rule', '0A000', 'alter the column'],
  [
    'cannot refresh materialized view "public.daily" concurrently',
    '55000',
    'CREATE UNIQUE INDEX ON public.daily',
  ],
  [
    'CONCURRENTLY cannot be used when the materialized view is not populated',
    '0A000',
    'without `CONCURRENTLY`',
  ],
  ['materialized view "daily" has not been populated', '55000', 'REFRESH MATERIALIZED VIEW daily'],
  ['out of shared memory', '53200', 'max_locks_per_transaction'],
  ['relation "daily" already exists', '42P07', 'The name is taken'],
  ['type "status" already exists', '42710', 'postgresql.ENUM(…, name="status", create_type=False)'],
  ['type "status" already exists', '42710', 'DROP TYPE status', 'reupgrade'],
  ['role "app" already exists', '42710', 'The name is taken'],
  ['function "f" already exists with same argument types', '42723', 'CREATE OR REPLACE FUNCTION'],
  ['schema "s" already exists', '42P06', 'The name is taken'],
  ['column "c" of relation "t" already exists', '42701', 'The name is taken'],
  ['index "idx" does not exist', '42704', 'already gone', 'downgrade'],
  ['relation "daily" does not exist', '42P01', 'already gone', 'downgrade'],
  ['column "c" does not exist', '42703', 'already gone', 'downgrade'],
  ['relation "daily" does not exist', '42P01', '--setup-sql'],
  ['function f() does not exist', '42883', '--setup-sql'],
  ['cannot insert multiple commands into a prepared statement', '42601', 'one `op.execute(…)` for each'],
  [
    'isolation_level may not be altered unless rollback() or commit() is called first.',
    null,
    'autocommit_block',
  ],
  [
    'unsafe use of new value "paid" of enum type status',
    '55P04',
    "ALTER TYPE status ADD VALUE IF NOT EXISTS 'paid'",
  ],
  ['cannot drop columns from view', '42P16', 'DROP VIEW'],
  ['"daily" is not a view', '42809', 'DROP MATERIALIZED VIEW'],
  ['canceling statement due to lock timeout', '55P03', 'op.get_bind()'],
  ['deadlock detected', '40P01', 'op.get_bind()'],
  ['duplicate key value violates unique constraint "pk"', '23505', 'Delete in `downgrade()`', 'reupgrade'],
  ['column "org" of relation "orders" contains null values', '23502', 'UPDATE orders SET org'],
  ['could not create unique index "ux"', '23505', 'the duplicates'],
  ['check constraint "big" of relation "orders" is violated by some row', '23514', 'NOT VALID'],
  ['column "name" cannot be cast automatically to type integer', '42804', 'postgresql_using="name::integer"'],
  ['default for column "status" cannot be cast automatically to type status2', '42804', 'DROP DEFAULT'],
  [
    'cannot ALTER TABLE "orders" because it has pending trigger events',
    '55006',
    'SET CONSTRAINTS ALL IMMEDIATE',
  ],
  [
    'there is no unique or exclusion constraint matching the ON CONFLICT specification',
    '42P10',
    'a unique index or constraint',
  ],
  ['type "app.status" does not exist', '42704', 'sa.Enum(…, name="status").create(op.get_bind())'],
  ['role "app" does not exist', '42704', '--setup-sql'],
  ['column "id" specified more than once', '42701', 'called `id`'],
  ['record "new" has no field "ver"', '42703', 'still uses `ver`', 'downgrade'],
  ['value too long for type character varying(5)', '22001', 'a character varying(5), has room'],
  ['cannot change materialized view "daily"', '42809', 'REFRESH MATERIALIZED VIEW daily'],
  ['ALTER action ADD COLUMN cannot be performed on relation "daily"', '42809', 'Drop `daily`'],
  ['functions in index predicate must be marked IMMUTABLE', '42P17', 'its predicate may not'],
  ['syntax error at or near "$"', '42601', '`AS $$ … $$`'],
  ["name 'sa' is not defined", null, 'import sqlalchemy as sa'],
  ['syntax error at or near "FORM"', '42601', 'up to `FORM`'],
  ['syntax error at end of input', '42601', 'before it is whole'],
  ["Can't emit DROP CONSTRAINT for constraint UniqueConstraint(); it has no name", null, 'naming_convention'],
  ["module 'r2_py' has no attribute 'downgrade'", null, 'def downgrade()'],
]

test.each(CASES)('%s', (message, sqlstate, expected, leg = 'upgrade') => {
  const advice = adviseOn(error({ message, sqlstate, statement: 'SELECT 1' }), leg)
  expect(advice).toContain(expected)
  expect(advice).not.toMatch(/[{}]/)
})

const OF_STATEMENTS: readonly [
  statement: string,
  message: string,
  sqlstate: string,
  says: string,
  saysNot: string,
][] = [
  [
    '-- per day\nCREATE MATERIALIZED VIEW daily AS SELECT total()',
    'relation "usages" does not exist',
    '42P01',
    'pg_catalog, pg_temp',
    '{',
  ],
  ['REFRESH MATERIALIZED VIEW daily', 'function one() does not exist', '42883', 'pg_catalog, pg_temp', '{'],
  [
    'CREATE VIEW daily AS SELECT total()',
    'function total() does not exist',
    '42883',
    '--setup-sql',
    'pg_catalog',
  ],
  [
    "INSERT INTO alembic_version (version_num) VALUES ('a_very_long_name')",
    'value too long for type character varying(32)',
    '22001',
    'longer than the 32 characters',
    'its column',
  ],
  [
    'CREATE OR REPLACE MATERIALIZED VIEW daily AS SELECT 1',
    'syntax error at or near "MATERIALIZED"',
    '42601',
    'no `CREATE OR REPLACE MATERIALIZED VIEW`',
    'right before',
  ],
  [
    'CREATE TABLE t (a int, INDEX t_a ON t (a))',
    'syntax error at or near "ON"',
    '42601',
    '`CREATE INDEX … ON …`',
    'right before',
  ],
  [
    'DROP TRIGGER IF EXISTS tell;',
    'syntax error at or near ";"',
    '42601',
    '`DROP TRIGGER tell ON …`',
    'right before',
  ],
  [
    'DROP TRIGGER tell CASCADE',
    'syntax error at or near "CASCADE"',
    '42601',
    '`DROP TRIGGER tell ON …`',
    'right before',
  ],
  [
    'DROP TRIGGER tell ON usages; DROP FORM',
    'syntax error at or near "FORM"',
    '42601',
    'right before',
    'ON …',
  ],
]

test.each(OF_STATEMENTS)('of %s', (statement, message, sqlstate, says, saysNot) => {
  const advice = adviseOn(error({ message, sqlstate, statement }), 'upgrade')
  expect(advice).toContain(says)
  expect(advice).not.toContain(saysNot)
})

test('every advice has its case', () => {
  const told = [
    ...CASES.map(([message, sqlstate, , leg = 'upgrade']) => adviseOn(error({ message, sqlstate }), leg)),
    ...OF_STATEMENTS.map(([statement, message, sqlstate]) =>
      adviseOn(error({ message, sqlstate, statement }), 'upgrade'),
    ),
  ]
  expect(new Set(told).size).toBeGreaterThanOrEqual(new Set(ADVICE.map(({ cause }) => cause)).size)
})

test('nothing is made up', () => {
  expect(adviseOn(error({ sqlstate: '22012', message: 'division by zero' }), 'upgrade')).toBeNull()
})
