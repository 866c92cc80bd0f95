import { canRun, type Environment, type Migration } from './project.js'
import { USUAL } from './usual.js'

/** A history and what must be found in it, as `rule revision object`, worst first; notices included. */
export interface HistoryCase {
  readonly name: string
  readonly environment?: Environment
  readonly migrations: readonly Migration[]
  readonly findings: readonly string[]
}

const sql = (text: string): string => `op.execute("""${text}""")`

const TABLE: Migration = {
  id: 'a1',
  up: [sql('CREATE TABLE usages (id int primary key, user_id int not null, at timestamp not null)')],
  back: [sql('DROP TABLE usages')],
}
const SELECT = 'SELECT user_id, at::date AS day, count(*) AS n FROM usages GROUP BY 1, 2'
const VIEW = sql(`CREATE MATERIALIZED VIEW daily AS ${SELECT}`)
const INDEX = sql('CREATE UNIQUE INDEX idx_daily ON daily (user_id, day)')
const DROP = sql('DROP MATERIALIZED VIEW daily')
const COMMENT = sql("COMMENT ON MATERIALIZED VIEW daily IS 'per day'")
const GRANT = sql('GRANT SELECT ON daily TO pg_monitor')
const MADE: Migration = { id: 'b2', up: [VIEW, INDEX, COMMENT, GRANT], back: [DROP] }

const BY_USER = sql('CREATE MATERIALIZED VIEW daily AS SELECT user_id, count(*) AS n FROM usages GROUP BY 1')

/** Redefines the view; `back` is what its downgrade does after dropping the new one. */
function redefined(...back: readonly string[]): readonly Migration[] {
  const up = [DROP, BY_USER, sql('CREATE UNIQUE INDEX idx_daily ON daily (user_id)'), COMMENT, GRANT]
  return [TABLE, MADE, { id: 'c3', up, back: [DROP, ...back] }]
}

/** A column of its own for each branch, and a merge. */
const column = (id: string, down: readonly string[], dependsOn: readonly string[] = []): Migration => ({
  id,
  down,
  dependsOn,
  up: [sql(`ALTER TABLE usages ADD COLUMN ${id} int`)],
  back: [sql(`ALTER TABLE usages DROP COLUMN ${id}`)],
})

const TREE: readonly Migration[] = [
  TABLE,
  column('b1', ['a1']),
  column('c1', ['a1']),
  column('c2', ['c1']),
  { id: 'm1', down: ['b1', 'c2'], up: [VIEW, INDEX], back: [DROP] },
  { id: 'x1', down: [], up: [sql('CREATE TABLE other (id int)')], back: [sql('DROP TABLE other')] },
  {
    id: 'x2',
    down: ['x1'],
    dependsOn: ['m1'],
    up: [sql('CREATE VIEW above AS SELECT n FROM daily')],
    back: [sql('DROP VIEW above')],
  },
]

const CONCURRENTLY: Migration = {
  id: 'c3',
  up: [
    'with op.get_context().autocommit_block():',
    `    ${sql('CREATE INDEX CONCURRENTLY idx_day ON usages (at)')}`,
  ],
  back: ['with op.get_context().autocommit_block():', `    ${sql('DROP INDEX CONCURRENTLY idx_day')}`],
}

const ENVIRONMENTS: readonly Environment[] = [
  'plain',
  'outer transaction',
  'commits at its end',
  'psycopg',
  'async',
]

export const CASES: readonly HistoryCase[] = [
  ...ENVIRONMENTS.filter(canRun).map((environment) => ({
    name: `branches, a merge, two bases and depends_on: ${environment}`,
    environment,
    migrations: TREE,
    findings: ['several-heads x2 -'],
  })),
  ...(['plain', 'psycopg', 'async'] as const).filter(canRun).map((environment) => ({
    name: `CREATE INDEX CONCURRENTLY in an autocommit_block: ${environment}`,
    environment,
    migrations: [TABLE, MADE, CONCURRENTLY],
    findings: [],
  })),
  ...(['plain', 'psycopg'] as const).filter(canRun).map((environment) => ({
    name: `what real migrations do: ${environment}`,
    environment,
    // psycopg begins a transaction anew after a COMMIT by hand.
    migrations: USUAL.filter(({ id }) => environment === 'plain' || id !== 'b14'),
    findings: [
      'data-lost a07 public.events_rest (notice)',
      'restored-differently b08 public.docs (notice)',
      'restored-differently b09 public.docs (notice)',
    ],
  })),
  { name: 'the view restored whole', migrations: redefined(VIEW, INDEX, COMMENT, GRANT), findings: [] },
  {
    name: 'the view forgotten in the downgrade',
    migrations: [TABLE, { ...MADE, back: [sql('SELECT 1')] }],
    findings: ['left-behind b2 public.daily', 'reupgrade-fails b2 -'],
  },
  {
    name: 'the wrong name behind IF EXISTS',
    migrations: [
      TABLE,
      {
        id: 'b2',
        up: [sql('DROP MATERIALIZED VIEW IF EXISTS daily'), VIEW, INDEX],
        back: [sql('DROP MATERIALIZED VIEW IF EXISTS dayly')],
      },
    ],
    findings: ['left-behind b2 public.daily', 'masked-by-if-exists b2 public.daily'],
  },
  {
    name: 'the view not restored',
    migrations: redefined(),
    findings: ['not-restored c3 public.daily', 'reupgrade-fails c3 -'],
  },
  {
    name: 'a table dropped that the upgrade would only have made if it were missing',
    migrations: [
      TABLE,
      {
        id: 'b2',
        up: ['if not sa.inspect(op.get_bind()).has_table("usages"):', `    ${TABLE.up[0]}`],
        back: TABLE.back,
      },
    ],
    findings: ['not-restored b2 public.usages'],
  },
  {
    name: 'restored without its index',
    migrations: redefined(VIEW, COMMENT, GRANT),
    findings: ['restored-differently c3 public.daily'],
  },
  {
    name: 'restored with another SELECT',
    migrations: redefined(
      sql(`CREATE MATERIALIZED VIEW daily AS ${SELECT} HAVING count(*) > 1`),
      INDEX,
      COMMENT,
      GRANT,
    ),
    findings: ['restored-differently c3 public.daily'],
  },
  {
    name: 'restored with a plain index instead of a unique one',
    migrations: redefined(VIEW, sql('CREATE INDEX idx_daily ON daily (user_id, day)'), COMMENT, GRANT),
    findings: ['restored-differently c3 public.daily'],
  },
  {
    name: 'restored unpopulated',
    migrations: redefined(
      sql(`CREATE MATERIALIZED VIEW daily AS ${SELECT} WITH NO DATA`),
      INDEX,
      COMMENT,
      GRANT,
    ),
    findings: ['restored-differently c3 public.daily'],
  },
  {
    name: 'restored without its grant',
    migrations: redefined(VIEW, INDEX, COMMENT),
    findings: ['restored-differently c3 public.daily'],
  },
  {
    name: 'restored without its comment',
    migrations: redefined(VIEW, INDEX, GRANT),
    findings: ['restored-differently c3 public.daily'],
  },
  {
    name: 'a table in the place of the view',
    migrations: redefined(sql('CREATE TABLE daily (user_id int, day date, n bigint)')),
    findings: ['kind-changed c3 public.daily', 'reupgrade-fails c3 -'],
  },
  {
    name: 'an extra index left on a table that stays',
    migrations: [
      TABLE,
      { id: 'b2', up: [sql('CREATE INDEX IF NOT EXISTS idx_at ON usages (at)')], back: [sql('SELECT 1')] },
    ],
    findings: ['left-behind b2 public.idx_at'],
  },
  {
    name: 'an empty downgrade, once after a change of the schema and once after none',
    migrations: [TABLE, { ...MADE, back: [] }, { id: 'c3', up: [sql('ANALYZE usages')], back: [] }],
    findings: ['noop-downgrade b2 public.daily'],
  },
  {
    name: 'a one-way migration',
    migrations: [
      TABLE,
      { ...MADE, back: ['raise NotImplementedError("data was thrown away")'] },
      CONCURRENTLY,
    ],
    findings: ['irreversible b2 -'],
  },
  {
    name: 'one broken migration hides no other',
    migrations: [
      TABLE,
      { id: 'b2', up: [sql('CREATE TABLE broken (')], back: [sql('DROP TABLE broken')] },
      { ...MADE, id: 'c3', back: [sql('DROP MATERIALIZED VIEW nightly')] },
      { id: 'd4', up: [sql('CREATE VIEW v AS SELECT * FROM daily')], back: [sql('DROP VIEW IF EXISTS w')] },
      { id: 'e5', up: [sql('ALTER TABLE broken ADD c int')], back: [sql('ALTER TABLE broken DROP c')] },
      column('f6', ['e5']),
    ],
    findings: [
      'upgrade-fails b2 -',
      'downgrade-fails c3 -',
      'left-behind d4 public.v',
      'reupgrade-fails d4 -',
      'masked-by-if-exists d4 public.v',
      'upgrade-fails e5 - (notice)',
    ],
  },
  {
    name: 'a view filled for the first time',
    migrations: [
      TABLE,
      { id: 'b2', up: [`${VIEW.slice(0, -4)} WITH NO DATA""")`], back: [DROP] },
      { id: 'c3', up: [INDEX, sql('REFRESH MATERIALIZED VIEW daily')], back: [sql('DROP INDEX idx_daily')] },
    ],
    findings: ['restored-differently c3 public.daily (notice)'],
  },
  {
    name: 'an order of columns, which stops no walk',
    migrations: [
      {
        id: 'r0',
        up: [sql('CREATE TABLE u (id int PRIMARY KEY, old int, user_id int NOT NULL)')],
        back: [sql('DROP TABLE u')],
      },
      {
        id: 'r1',
        up: [sql('ALTER TABLE u ALTER user_id DROP NOT NULL')],
        back: [sql('ALTER TABLE u ALTER user_id SET NOT NULL')],
      },
      { id: 'r2', up: [sql('INSERT INTO u (id) VALUES (101) ON CONFLICT DO NOTHING')], back: ['pass'] },
      { id: 'r3', up: ['op.drop_column("u", "old")'], back: [sql('ALTER TABLE u ADD COLUMN old int')] },
    ],
    findings: [
      'full-walk-fails r1 -',
      'restored-differently r3 public.u (notice)',
      'data-lost r3 public.u (notice)',
    ],
  },
  {
    name: 'findings that are only a consequence of a failed upgrade',
    migrations: [
      TABLE,
      MADE,
      { id: 'c3', up: [DROP, BY_USER, INDEX], back: [DROP, VIEW, INDEX, COMMENT, GRANT] },
      {
        id: 'd4',
        up: [DROP, VIEW, INDEX, COMMENT, GRANT],
        back: [DROP, BY_USER, COMMENT, GRANT],
      },
      { id: 'e5', up: [sql('CREATE VIEW latest AS SELECT 1 AS x')], back: [sql('SELECT 1')] },
      { id: 'f6', up: [sql('CREATE VIEW latest AS SELECT 2 AS x')], back: [sql('DROP VIEW latest')] },
    ],
    findings: [
      'upgrade-fails c3 -',
      'left-behind e5 public.latest',
      'reupgrade-fails e5 -',
      'upgrade-fails f6 -',
      'restored-differently d4 public.daily (notice)',
    ],
  },
  {
    name: 'a downgrade that fails only once later revisions are gone',
    migrations: [
      TABLE,
      MADE,
      { id: 'c3', up: [sql('CREATE TABLE IF NOT EXISTS log (id int)')], back: [sql('DROP TABLE log')] },
      {
        id: 'd4',
        up: [sql('CREATE OR REPLACE VIEW latest AS SELECT 1 AS x')],
        back: [sql('DROP VIEW latest')],
      },
      {
        id: 'e5',
        up: [sql('DROP VIEW IF EXISTS latest'), sql('CREATE VIEW latest AS SELECT 1 AS x, id FROM log')],
        back: [sql('CREATE OR REPLACE VIEW latest AS SELECT 1 AS x, id FROM log')],
      },
    ],
    findings: ['restored-differently e5 public.latest'],
  },
  {
    name: 'a column that came below a view which names all columns, and later a comment on that view',
    migrations: [
      TABLE,
      {
        id: 'b2',
        up: [sql('CREATE VIEW named AS SELECT x.a FROM usages x (a, b)')],
        back: [sql('DROP VIEW named')],
      },
      column('c3', ['b2']),
      {
        id: 'd4',
        up: [sql("COMMENT ON VIEW named IS 'the ids'")],
        back: [sql('COMMENT ON VIEW named IS NULL')],
      },
    ],
    findings: [],
  },
  {
    name: 'a guarded drop on one table, beside what is left on another',
    migrations: [
      {
        id: 'a1',
        up: [sql('CREATE TABLE a (id int CONSTRAINT a_pkey PRIMARY KEY); CREATE TABLE b (id int)')],
        back: [sql('DROP TABLE a, b')],
      },
      {
        id: 'b2',
        up: [sql('ALTER TABLE a DROP CONSTRAINT a_pkey, ADD CONSTRAINT z_pkey PRIMARY KEY (id)')],
        back: [sql('ALTER TABLE b DROP CONSTRAINT IF EXISTS b_id_fkey')],
      },
    ],
    findings: ['left-behind b2 public.a.z_pkey', 'not-restored b2 public.a.a_pkey', 'reupgrade-fails b2 -'],
  },
]
