import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from '@jest/globals'
import type { Finding } from '../../src/model/finding.js'
import { canRun, writeProject, type Environment } from '../histories/project.js'
import { checkProject } from '../support/check.js'

interface Case {
  readonly name: string
  readonly up: readonly string[]
  readonly back?: readonly string[]
  /** What the help of the finding about the failing leg must hold, with the user's own names. */
  readonly says: readonly string[]
  readonly rule?: 'downgrade-fails' | 'reupgrade-fails'
}

const run = (sql: string): string => `op.execute("""${sql}""")`

/** What every case stands on. */
const BASE = [
  'CREATE TABLE usages (id int primary key, user_id int not null, name text)',
  'CREATE MATERIALIZED VIEW daily AS SELECT user_id, count(*) AS n FROM usages GROUP BY 1',
  'CREATE MATERIALIZED VIEW empty_one AS SELECT 1 AS a WITH NO DATA',
  'CREATE UNIQUE INDEX ON empty_one (a)',
  'CREATE VIEW top AS SELECT user_id FROM daily',
  `CREATE VIEW "Top 2" AS SELECT user_id FROM top`,
  `CREATE TYPE status AS ENUM ('new')`,
  'CREATE TABLE orders (id int, status status)',
  `CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'select 1'`,
  'CREATE SCHEMA app',
  'CREATE TABLE rooms (n int, CONSTRAINT beds CHECK (n > 0))',
].map(run)

const CASES: readonly Case[] = [
  {
    name: 'an index made concurrently in a transaction',
    up: [run('CREATE INDEX CONCURRENTLY idx_name ON usages (name)')],
    says: ['autocommit_block()', 'CREATE INDEX CONCURRENTLY idx_name ON usages (name)'],
  },
  {
    name: 'a materialized view on which views stand',
    up: [run('DROP MATERIALIZED VIEW daily')],
    says: ['`DROP VIEW "Top 2"; DROP VIEW top; DROP MATERIALIZED VIEW daily`', 'CASCADE'],
  },
  {
    name: 'the type of a column that a view reads',
    up: [run('ALTER TABLE usages ALTER COLUMN user_id TYPE bigint')],
    says: ['reads this column', 'materialized view daily', 'create them again'],
  },
  {
    name: 'a concurrent refresh without a unique index',
    up: [run('REFRESH MATERIALIZED VIEW CONCURRENTLY daily')],
    says: ['CREATE UNIQUE INDEX ON public.daily'],
  },
  {
    name: 'a concurrent refresh of what is not populated',
    up: [run('REFRESH MATERIALIZED VIEW CONCURRENTLY empty_one')],
    says: ['WITH NO DATA', 'REFRESH MATERIALIZED VIEW empty_one'],
  },
  {
    name: 'reading what is not populated',
    up: [run('CREATE TABLE copy AS SELECT * FROM empty_one')],
    says: ['REFRESH MATERIALIZED VIEW empty_one', 'WITH NO DATA'],
  },
  {
    name: 'more locks than there is room for',
    up: [
      run('CREATE TABLE filler (id int)'),
      run('ALTER TABLE usages ADD COLUMN extra int'),
      run('SELECT count(pg_advisory_xact_lock(i)) FROM generate_series(1, 200000) AS i'),
    ],
    says: [
      'more than the ',
      '(`max_locks_per_transaction` ',
      ' × `max_connections` ',
      // filler, usages and usages_pkey
      'the statement that failed, its 3rd, it had named 3 relations, indexes included',
      'Split the migration',
    ],
  },
  {
    name: 'a table that is there',
    up: [run('CREATE TABLE usages (id int)')],
    says: ['`usages`', 'The name is taken'],
  },
  {
    name: 'a type that is there',
    up: [run(`CREATE TYPE status AS ENUM ('a')`)],
    says: ['`status`', 'name="status", create_type=False'],
  },
  {
    name: 'a type that this migration made a line above',
    up: [
      'level = postgresql.ENUM("low", "high", name="level")',
      'level.create(op.get_bind(), checkfirst=True)',
      'op.create_table("levels", sa.Column("level", level))',
    ],
    says: ['`.create()` in this one', 'name="level", create_type=False'],
  },
  {
    name: 'a column of a type that nobody made',
    up: [`op.add_column("usages", sa.Column("colour", sa.Enum("red", name="colour")))`],
    says: ['sa.Enum(…, name="colour").create(op.get_bind())'],
  },
  {
    name: 'a column that becomes of a type that nobody made',
    up: [`op.alter_column("usages", "name", type_=sa.Enum("red", name="colour"))`],
    says: ['sa.Enum(…, name="colour").create(op.get_bind())', 'postgresql_using="…::text::colour"'],
  },
  {
    name: 'a function that is there',
    up: [run(`CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'select 2'`)],
    says: ['`one`', 'CREATE OR REPLACE'],
  },
  { name: 'a schema that is there', up: [run('CREATE SCHEMA app')], says: ['`app`', 'The name is taken'] },
  {
    name: 'a column that is there',
    up: [run('ALTER TABLE usages ADD COLUMN name text')],
    says: ['`name`', 'The name is taken'],
  },
  {
    name: 'an index that went with its materialized view',
    up: [
      run('CREATE MATERIALIZED VIEW weekly AS SELECT 1 AS a'),
      run('CREATE INDEX idx_weekly ON weekly (a)'),
    ],
    back: [run('DROP MATERIALIZED VIEW weekly'), run('DROP INDEX idx_weekly')],
    says: ['already gone', 'goes with its table or materialized view'],
    rule: 'downgrade-fails',
  },
  {
    name: 'a table that nobody made',
    up: [run('CREATE VIEW v AS SELECT * FROM nowhere')],
    says: ['--setup-sql'],
  },
  {
    name: 'a column that nobody made',
    up: [run('CREATE VIEW v AS SELECT nothing FROM usages')],
    says: ['--setup-sql'],
  },
  {
    name: 'a function that nobody made',
    up: [run('CREATE VIEW v AS SELECT nothing()')],
    says: ['--setup-sql'],
  },
  {
    name: 'an isolation level in a transaction',
    up: [`op.get_bind().execution_options(isolation_level="AUTOCOMMIT")`],
    says: ['autocommit_block()'],
  },
  {
    name: 'an enum label in its own transaction',
    up: [run(`ALTER TYPE status ADD VALUE 'paid'`), run(`INSERT INTO orders VALUES (1, 'paid')`)],
    says: [`ALTER TYPE status ADD VALUE IF NOT EXISTS 'paid'`, 'autocommit_block()'],
  },
  {
    name: 'a view that is to lose a column',
    up: [run('CREATE OR REPLACE VIEW top AS SELECT 1::bigint AS n')],
    says: ['`DROP VIEW …`'],
  },
  { name: 'a view dropped as a table', up: [run('DROP VIEW daily')], says: ['DROP MATERIALIZED VIEW daily'] },
  {
    name: 'a second connection that waits for the first',
    up: [
      run('LOCK TABLE usages'),
      'other = sa.create_engine(op.get_bind().engine.url).connect()',
      `other.execute(sa.text("SET lock_timeout = '50ms'"))`,
      'try: other.execute(sa.text("SELECT * FROM usages"))',
      'finally: other.close()',
    ],
    says: ['op.get_bind()'],
  },
  {
    name: 'rows that stay',
    up: [run(`INSERT INTO usages VALUES (7, 7, 'seven')`)],
    says: ['Delete in `downgrade()`', '(id)=(7)'],
    rule: 'reupgrade-fails',
  },
  {
    name: 'a NOT NULL column of a table with rows',
    up: [run(`INSERT INTO orders VALUES (1, 'new')`), run('ALTER TABLE orders ADD COLUMN org int NOT NULL')],
    says: ['`orders` holds rows', 'UPDATE orders SET org = …', 'server_default'],
  },
  {
    name: 'a unique index on what is not unique',
    up: [
      run(`INSERT INTO orders VALUES (1, 'new'), (1, 'new')`),
      run('CREATE UNIQUE INDEX ux ON orders (id)'),
    ],
    says: ['equal where `ux` wants them unique', '(id)=(1)'],
  },
  {
    name: 'a constraint that rows break',
    up: [
      run(`INSERT INTO orders VALUES (1, 'new')`),
      run('ALTER TABLE orders ADD CONSTRAINT big CHECK (id > 5)'),
    ],
    says: ['Rows of `orders` break `big`', 'NOT VALID'],
  },
  {
    name: 'a type to which nothing leads',
    up: [run('ALTER TABLE usages ALTER COLUMN name TYPE int')],
    says: ['postgresql_using="name::integer"'],
  },
  {
    name: 'a default of the former type',
    up: [
      run(`ALTER TABLE orders ALTER COLUMN status SET DEFAULT 'new'`),
      run(`CREATE TYPE status2 AS ENUM ('new', 'old')`),
      run('ALTER TABLE orders ALTER COLUMN status TYPE status2 USING status::text::status2'),
    ],
    says: ['ALTER COLUMN status DROP DEFAULT', 'TYPE status2 USING status::text::status2'],
  },
  {
    name: 'a change of a table whose rows wait for a check',
    up: [
      run('ALTER TABLE orders ADD COLUMN usage int REFERENCES usages DEFERRABLE INITIALLY DEFERRED'),
      run(`INSERT INTO usages VALUES (8, 8, 'eight')`),
      run(`INSERT INTO orders VALUES (1, 'new', 8)`),
      run('ALTER TABLE orders ADD COLUMN more int'),
    ],
    says: ['SET CONSTRAINTS ALL IMMEDIATE'],
  },
  {
    name: 'a conflict without an index',
    up: [run(`INSERT INTO orders VALUES (1, 'new') ON CONFLICT (id) DO NOTHING`)],
    says: ['`ON CONFLICT` needs a unique index'],
  },
  {
    name: 'a constraint without a name',
    up: [`op.drop_constraint(None, "usages")`],
    says: ['`<table>_<columns>_key`', 'naming_convention'],
  },
  {
    name: 'a constraint that PostgreSQL named',
    up: [
      run('CREATE TABLE accounts (id int, email text)'),
      `op.create_unique_constraint(None, "accounts", ["email"])`,
      `op.create_foreign_key(None, "accounts", "usages", ["id"], ["id"])`,
    ],
    back: [`op.drop_constraint(None, "accounts", type_="unique")`],
    says: ['called `accounts_email_key`: `op.drop_constraint("accounts_email_key", "accounts")`'],
    rule: 'downgrade-fails',
  },
  {
    name: 'one of several constraints that PostgreSQL named',
    up: [run('CREATE TABLE members (id int unique, email text unique)')],
    back: [`op.drop_constraint(None, "members", type_="unique")`],
    says: [
      '`op.drop_constraint("members_email_key", "members")`, `op.drop_constraint("members_id_key", "members")`',
    ],
    rule: 'downgrade-fails',
  },
  {
    name: 'a constraint that the upgrade makes in place of one of the same name',
    up: [
      run('ALTER TABLE rooms DROP CONSTRAINT beds'),
      `op.create_check_constraint("beds", "rooms", "n > 1")`,
    ],
    back: [`op.drop_constraint(None, "rooms", type_="check")`],
    says: ['called `beds`: `op.drop_constraint("beds", "rooms")`'],
    rule: 'downgrade-fails',
  },
  {
    name: 'a constraint in another schema',
    up: [run('CREATE TABLE app.t (a int)'), `op.create_check_constraint(None, "t", "a > 0", schema="app")`],
    back: [`op.drop_constraint(None, "t", type_="check", schema="app")`],
    says: ['`op.drop_constraint("t_a_check", "t", schema="app")`'],
    rule: 'downgrade-fails',
  },
  {
    name: 'a materialized view in place of another',
    up: [run('CREATE OR REPLACE MATERIALIZED VIEW daily AS SELECT 1')],
    says: ['no `CREATE OR REPLACE'],
  },
  {
    name: 'a body in single dollar signs',
    up: [run('CREATE FUNCTION two() RETURNS int AS $ BEGIN RETURN 2; END $ LANGUAGE plpgsql')],
    says: ['`AS $$ … $$`'],
  },
  {
    name: 'an index as MySQL writes it',
    up: [run('CREATE TABLE marks (a int, INDEX marks_a ON marks (a))')],
    says: ['`CREATE INDEX … ON …`'],
  },
  {
    name: 'an index on the moment',
    up: [run('CREATE INDEX i ON usages (name) WHERE now() > now()')],
    says: ['its predicate may not depend on the moment'],
  },
  {
    name: 'an update of a materialized view',
    up: [run('UPDATE daily SET n = 0')],
    says: ['REFRESH MATERIALIZED VIEW daily'],
  },
  {
    name: 'a primary key of a materialized view',
    up: [run('ALTER TABLE daily ADD PRIMARY KEY (user_id)')],
    says: ['make a unique index'],
  },
  {
    name: 'two columns of one name',
    up: [run('CREATE VIEW v AS SELECT a.id, b.id FROM usages a, usages b')],
    says: ['called `id`'],
  },
  {
    name: 'a trigger that uses what is gone',
    up: [
      run('CREATE TABLE notes (a int, b int)'),
      run(`CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS 'begin new.b := 1; return new; end'`),
      run('CREATE TRIGGER note BEFORE INSERT ON notes FOR EACH ROW EXECUTE FUNCTION note()'),
      run('ALTER TABLE notes DROP COLUMN b'),
      run('INSERT INTO notes VALUES (1)'),
    ],
    says: ['still uses `b`'],
  },
  {
    name: 'a name without its import',
    up: ['op.execute(sqlalchemy.text("SELECT 1"))'],
    says: ['does not import'],
  },
  {
    name: 'a text too long for its column',
    up: [run('CREATE TABLE short (a varchar(3))'), run(`INSERT INTO short VALUES ('four')`)],
    says: ['a character varying(3), has room for'],
  },
  {
    name: 'a word that the syntax does not know there',
    up: [run('SELECT 1 FORM usages WHERE id = 1')],
    says: ['up to `usages`'],
  },
  {
    name: 'a statement that ends too early',
    up: [run('CREATE TABLE broken (')],
    says: ['before it is whole'],
  },
  {
    name: 'a trigger dropped without its table',
    up: [run('DROP TRIGGER tell')],
    says: ['`DROP TRIGGER tell ON …`'],
  },
  {
    name: 'a function of a materialized view that names its table without the schema',
    up: [
      run(
        `CREATE FUNCTION total() RETURNS bigint LANGUAGE plpgsql AS 'begin return (select count(*) from nowhere); end'`,
      ),
      run('CREATE MATERIALIZED VIEW totals AS SELECT total() AS n'),
    ],
    says: ['pg_catalog, pg_temp', '--setup-sql'],
  },
]

async function findingsOf(cases: readonly Case[], environment: Environment): Promise<readonly Finding[]> {
  const cut = cases.map(({ up, back = [] }, index) => ({ id: `c${index}`, down: ['start'], up, back }))
  const directory = mkdtempSync(join(tmpdir(), 'matview-check-advice-'))
  writeProject(directory, [{ id: 'start', up: BASE, back: [] }, ...cut], environment)
  const { findings } = await checkProject(directory, { fullWalk: false })
  rmSync(directory, { recursive: true })
  return findings
}

describe('the server’s own errors', () => {
  let findings: readonly Finding[]
  beforeAll(async () => {
    findings = await findingsOf(CASES, 'plain')
  }, 120_000)

  test.each(CASES.map((one, index) => ({ ...one, revision: `c${index}` })))(
    '$name',
    ({ revision, rule, says }) => {
      const told = findings.find((one) => one.revision === revision && one.rule === (rule ?? 'upgrade-fails'))
      for (const text of says) expect(told?.help ?? 'no finding').toContain(text)
    },
  )
})

test('several statements with asyncpg', async () => {
  // The oldest libraries of the matrix have no asyncpg.
  if (!canRun('async')) return
  const up = [run('CREATE TABLE one (a int); CREATE TABLE two (a int)')]
  const findings = await findingsOf([{ name: '', up, says: [] }], 'async')
  expect(findings.find(({ revision }) => revision === 'c0')?.help).toContain('one `op.execute(…)` for each')
})
