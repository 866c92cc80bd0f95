import type { Migration } from './project.js'

/** What real migrations do, each correctly undone: Alembic's operations, SQLAlchemy's types and SQL by hand. */
export const USUAL: readonly Migration[] = [
  // A table with an Enum, and one that refers to it.
  {
    id: 'a00',
    up: [
      `op.create_table('users', sa.Column('id', sa.Integer, primary_key=True), sa.Column('email', sa.String(200), nullable=False, unique=True),`,
      `  sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.func.now()), sa.Column('status', sa.Enum('new','old', name='user_status'), nullable=False, server_default='new'))`,
      `op.create_table('orders', sa.Column('id', sa.BigInteger, sa.Identity(), primary_key=True), sa.Column('user_id', sa.Integer, sa.ForeignKey('users.id', ondelete='CASCADE'), index=True),`,
      `  sa.Column('amount', sa.Numeric(10,2)), sa.Column('at', sa.DateTime), sa.CheckConstraint('amount >= 0', name='ck_amount'))`,
    ],
    back: [`op.drop_table('orders')`, `op.drop_table('users')`, `op.execute('DROP TYPE user_status')`],
  },
  // An index made concurrently.
  {
    id: 'a01',
    up: [
      'with op.get_context().autocommit_block():',
      `    op.create_index('ix_orders_at', 'orders', ['at'], postgresql_concurrently=True)`,
    ],
    back: [
      'with op.get_context().autocommit_block():',
      `    op.drop_index('ix_orders_at', 'orders', postgresql_concurrently=True)`,
    ],
  },
  // A label added to an enum.
  {
    id: 'a02',
    up: [
      'with op.get_context().autocommit_block():',
      `    op.execute("ALTER TYPE user_status ADD VALUE IF NOT EXISTS 'gone'")`,
    ],
    back: [
      'op.execute("ALTER TABLE users ALTER COLUMN status DROP DEFAULT")',
      'op.execute("ALTER TYPE user_status RENAME TO user_status_x")',
      `op.execute("CREATE TYPE user_status AS ENUM ('new','old')")`,
      `op.execute("UPDATE users SET status='old' WHERE status::text='gone'")`,
      'op.execute("ALTER TABLE users ALTER COLUMN status TYPE user_status USING status::text::user_status")',
      `op.execute("ALTER TABLE users ALTER COLUMN status SET DEFAULT 'new'")`,
      'op.execute("DROP TYPE user_status_x")',
    ],
  },
  // A materialized view.
  {
    id: 'a03',
    up: [
      `op.execute("""CREATE MATERIALIZED VIEW daily AS SELECT user_id, date_trunc('day', at)::date AS d, count(*) AS n, sum(amount) AS total FROM orders GROUP BY 1, 2""")`,
      'op.execute("CREATE UNIQUE INDEX ux_daily ON daily (user_id, d)")',
    ],
    back: ['op.execute("DROP MATERIALIZED VIEW daily")'],
  },
  // The type of a column that the view reads.
  {
    id: 'a04',
    up: [
      'op.execute("DROP MATERIALIZED VIEW daily")',
      `op.alter_column('orders', 'amount', type_=sa.Numeric(14,2), existing_type=sa.Numeric(10,2))`,
      `op.execute("""CREATE MATERIALIZED VIEW daily AS SELECT user_id, date_trunc('day', at)::date AS d, count(*) AS n, sum(amount) AS total FROM orders GROUP BY 1, 2""")`,
      'op.execute("CREATE UNIQUE INDEX ux_daily ON daily (user_id, d)")',
    ],
    back: [
      'op.execute("DROP MATERIALIZED VIEW daily")',
      `op.alter_column('orders', 'amount', type_=sa.Numeric(10,2), existing_type=sa.Numeric(14,2))`,
      `op.execute("""CREATE MATERIALIZED VIEW daily AS SELECT user_id, date_trunc('day', at)::date AS d, count(*) AS n, sum(amount) AS total FROM orders GROUP BY 1, 2""")`,
      'op.execute("CREATE UNIQUE INDEX ux_daily ON daily (user_id, d)")',
    ],
  },
  // New names.
  {
    id: 'a05',
    up: [
      `op.rename_table('orders', 'purchases')`,
      `op.execute('ALTER INDEX ix_orders_at RENAME TO ix_purchases_at')`,
      `op.execute('ALTER SEQUENCE orders_id_seq RENAME TO purchases_id_seq')`,
      `op.execute('ALTER MATERIALIZED VIEW daily RENAME TO daily_purchases')`,
    ],
    back: [
      `op.execute('ALTER MATERIALIZED VIEW daily_purchases RENAME TO daily')`,
      `op.execute('ALTER SEQUENCE purchases_id_seq RENAME TO orders_id_seq')`,
      `op.execute('ALTER INDEX ix_purchases_at RENAME TO ix_orders_at')`,
      `op.rename_table('purchases', 'orders')`,
    ],
  },
  // Partitions, and a view filled later.
  {
    id: 'a06',
    up: [
      'op.execute("CREATE TABLE events (id bigint, at timestamptz NOT NULL, kind text) PARTITION BY RANGE (at)")',
      `op.execute("CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')")`,
      'op.execute("CREATE TABLE events_rest PARTITION OF events DEFAULT")',
      'op.execute("CREATE INDEX ON events (at)")',
      'op.execute("ALTER TABLE events ADD PRIMARY KEY (id, at)")',
      'op.execute("CREATE MATERIALIZED VIEW kinds AS SELECT kind, count(*) n FROM events GROUP BY 1 WITH NO DATA")',
      'op.execute("CREATE UNIQUE INDEX ON kinds (kind)")',
      'op.execute("REFRESH MATERIALIZED VIEW kinds")',
    ],
    back: ['op.execute("DROP MATERIALIZED VIEW kinds")', 'op.execute("DROP TABLE events")'],
  },
  // A partition gone.
  {
    id: 'a07',
    up: [
      'op.execute("ALTER TABLE events DETACH PARTITION events_rest")',
      'op.execute("DROP TABLE events_rest")',
    ],
    back: ['op.execute("CREATE TABLE events_rest PARTITION OF events DEFAULT")'],
  },
  // A trigger that refreshes.
  {
    id: 'a08',
    up: [
      'op.execute("CREATE FUNCTION refresh_daily() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN REFRESH MATERIALIZED VIEW CONCURRENTLY daily_purchases; RETURN NULL; END $$")',
      'op.execute("CREATE TRIGGER refresh AFTER INSERT OR UPDATE OR DELETE ON purchases FOR EACH STATEMENT EXECUTE FUNCTION refresh_daily()")',
    ],
    back: ['op.execute("DROP TRIGGER refresh ON purchases")', 'op.execute("DROP FUNCTION refresh_daily()")'],
  },
  // A column filled from another.
  {
    id: 'a09',
    up: [
      `op.add_column('users', sa.Column('full_name', sa.Text))`,
      'op.execute("UPDATE users SET full_name = email")',
      `op.alter_column('users', 'full_name', nullable=False)`,
      `op.create_index('ix_users_lower', 'users', [sa.text('lower(email)')])`,
    ],
    back: [`op.drop_index('ix_users_lower', 'users')`, `op.drop_column('users', 'full_name')`],
  },
  // Rows.
  {
    id: 'a10',
    up: [
      'bind = op.get_bind()',
      `t = sa.table('users', sa.column('email'), sa.column('full_name'))`,
      `op.bulk_insert(t, [{'email': 'root@example.com', 'full_name': 'Root'}])`,
    ],
    back: [`op.execute("DELETE FROM users WHERE email = 'root@example.com'")`],
  },
  // A schema of its own.
  {
    id: 'a11',
    up: [
      'op.execute("CREATE SCHEMA reporting")',
      'op.execute("ALTER MATERIALIZED VIEW daily_purchases SET SCHEMA reporting")',
      'op.execute("CREATE VIEW reporting.top AS SELECT * FROM reporting.daily_purchases WHERE n > 3")',
      'op.execute("CREATE OR REPLACE FUNCTION refresh_daily() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN REFRESH MATERIALIZED VIEW CONCURRENTLY reporting.daily_purchases; RETURN NULL; END $$")',
    ],
    back: [
      'op.execute("CREATE OR REPLACE FUNCTION refresh_daily() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN REFRESH MATERIALIZED VIEW CONCURRENTLY daily_purchases; RETURN NULL; END $$")',
      'op.execute("DROP VIEW reporting.top")',
      'op.execute("ALTER MATERIALIZED VIEW reporting.daily_purchases SET SCHEMA public")',
      'op.execute("DROP SCHEMA reporting")',
    ],
  },
  // A batch.
  {
    id: 'a12',
    up: [
      `with op.batch_alter_table('purchases') as b:`,
      `    b.add_column(sa.Column('note', sa.Text, server_default=''))`,
      `    b.create_check_constraint('ck_note', 'length(note) < 100')`,
      `    b.create_unique_constraint('uq_user_at', ['user_id', 'at'])`,
    ],
    back: [
      `with op.batch_alter_table('purchases') as b:`,
      `    b.drop_constraint('uq_user_at')`,
      `    b.drop_constraint('ck_note')`,
      `    b.drop_column('note')`,
    ],
  },
  // An extension, and a constraint that needs it.
  {
    id: 'a13',
    up: [
      'op.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")',
      `op.create_table('bookings', sa.Column('id', sa.Integer, primary_key=True), sa.Column('room', sa.Integer), sa.Column('during', postgresql.TSTZRANGE),`,
      `   postgresql.ExcludeConstraint(('room', '='), ('during', '&&'), name='ex_room'))`,
      `op.create_table_comment('bookings', 'who sits where')`,
    ],
    back: [`op.drop_table('bookings')`, 'op.execute("DROP EXTENSION btree_gist")'],
  },
  // A generated column, statistics, a policy.
  {
    id: 'a14',
    up: [
      'op.execute("ALTER TABLE users ADD COLUMN email_lower text GENERATED ALWAYS AS (lower(email)) STORED")',
      'op.execute("CREATE STATISTICS st_users (dependencies) ON email, full_name FROM users")',
      'op.execute("ALTER TABLE users ENABLE ROW LEVEL SECURITY")',
      'op.execute("CREATE POLICY p_users ON users USING (email = current_user)")',
    ],
    back: [
      'op.execute("DROP POLICY p_users ON users")',
      'op.execute("ALTER TABLE users DISABLE ROW LEVEL SECURITY")',
      'op.execute("DROP STATISTICS st_users")',
      'op.execute("ALTER TABLE users DROP COLUMN email_lower")',
    ],
  },
  // Views made in a loop.
  {
    id: 'a15',
    up: [
      `op.execute("""DO $$ BEGIN FOR i IN 1..3 LOOP EXECUTE format('CREATE MATERIALIZED VIEW mv_%s AS SELECT %s AS a, count(*) FROM users', i, i); EXECUTE format('CREATE UNIQUE INDEX ON mv_%s (a)', i); END LOOP; END $$""")`,
    ],
    back: ['for i in (1, 2, 3): op.execute(f"DROP MATERIALIZED VIEW mv_{i}")'],
  },
  // A table made from rows.
  {
    id: 'a16',
    up: [
      'op.execute("CREATE TABLE legacy (a int, b text)")',
      `op.execute("INSERT INTO legacy SELECT i, 'x' FROM generate_series(1, 10) i")`,
      'op.execute("CREATE TABLE modern AS SELECT a, b FROM legacy")',
    ],
    back: ['op.execute("DROP TABLE modern")', 'op.execute("DROP TABLE legacy")'],
  },
  // A column renamed.
  {
    id: 'a17',
    up: ['op.execute("ALTER TABLE purchases RENAME COLUMN amount TO price")'],
    back: ['op.execute("ALTER TABLE purchases RENAME COLUMN price TO amount")'],
  },
  // A search_path for the transaction.
  {
    id: 'a18',
    up: [
      'op.execute("SET LOCAL search_path = reporting, public")',
      `op.execute("CREATE MATERIALIZED VIEW weekly AS SELECT date_trunc('week', d)::date AS w, sum(n)::bigint AS n FROM daily_purchases GROUP BY 1")`,
      'op.execute("CREATE UNIQUE INDEX ux_weekly ON weekly (w)")',
      `op.execute("COMMENT ON MATERIALIZED VIEW weekly IS 'per week'")`,
      'op.execute("GRANT SELECT ON weekly TO PUBLIC")',
    ],
    back: ['op.execute("DROP MATERIALIZED VIEW reporting.weekly")'],
  },
  // A table dropped.
  {
    id: 'a19',
    up: ['op.execute("DROP TABLE legacy")'],
    back: [
      'op.execute("CREATE TABLE legacy (a int, b text)")',
      `op.execute("INSERT INTO legacy SELECT i, 'x' FROM generate_series(1, 10) i")`,
    ],
  },
  // A sequence of its own.
  {
    id: 'a20',
    up: [
      'op.execute("CREATE SEQUENCE ticket_seq START 1000")',
      `op.execute("CREATE TABLE tickets (id int PRIMARY KEY DEFAULT nextval('ticket_seq'), body jsonb NOT NULL DEFAULT '{}')")`,
      'op.execute("ALTER SEQUENCE ticket_seq OWNED BY tickets.id")',
      'op.execute("CREATE INDEX ix_body ON tickets USING gin (body jsonb_path_ops) WITH (fastupdate = off)")',
      'op.execute("ALTER TABLE tickets ALTER COLUMN body SET STATISTICS 500")',
      'op.execute("ALTER TABLE tickets SET (autovacuum_enabled = false)")',
    ],
    back: ['op.execute("DROP TABLE tickets")'],
  },
  // Columns of many types.
  {
    id: 'b00',
    up: [
      `op.create_table('docs', sa.Column('id', sa.Integer, primary_key=True), sa.Column('j', sa.JSON), sa.Column('first', sa.Text), sa.Column('last', sa.Text),`,
      `  sa.Column('at', sa.DateTime), sa.Column('n', sa.Integer), sa.Column('f', sa.Float), sa.Column('u', sa.Text), sa.Column('c', sa.CHAR(10)), sa.Column('flag', sa.Boolean), sa.Column('num', sa.Numeric(10,2)), sa.Column('tags', postgresql.ARRAY(sa.Text)), sa.Column('ip', postgresql.INET), sa.Column('iv', sa.Interval))`,
    ],
    back: [`op.drop_table('docs')`],
  },
  // Json to jsonb and back.
  {
    id: 'b01',
    up: [`op.alter_column('docs','j', type_=postgresql.JSONB, postgresql_using='j::jsonb')`],
    back: [`op.alter_column('docs','j', type_=sa.JSON, postgresql_using='j::json')`],
  },
  // A timestamp with a time zone and back.
  {
    id: 'b02',
    up: [
      `op.alter_column('docs','at', type_=sa.DateTime(timezone=True), postgresql_using="at AT TIME ZONE 'UTC'")`,
    ],
    back: [`op.alter_column('docs','at', type_=sa.DateTime(), postgresql_using="at AT TIME ZONE 'UTC'")`],
  },
  // A wider number.
  {
    id: 'b03',
    up: [`op.alter_column('docs','n', type_=sa.BigInteger)`],
    back: [`op.alter_column('docs','n', type_=sa.Integer)`],
  },
  // Another kind of number.
  {
    id: 'b04',
    up: [`op.execute('ALTER TABLE docs ALTER f TYPE numeric')`],
    back: [`op.execute('ALTER TABLE docs ALTER f TYPE double precision')`],
  },
  // Text of fixed length.
  {
    id: 'b05',
    up: [`op.execute('ALTER TABLE docs ALTER c TYPE text')`],
    back: [`op.execute('ALTER TABLE docs ALTER c TYPE char(10)')`],
  },
  // A flag as a number.
  {
    id: 'b06',
    up: [`op.execute('ALTER TABLE docs ALTER flag TYPE int USING flag::int')`],
    back: [`op.execute('ALTER TABLE docs ALTER flag TYPE boolean USING flag::boolean')`],
  },
  // More digits.
  {
    id: 'b07',
    up: [`op.execute('ALTER TABLE docs ALTER num TYPE numeric(14,4)')`],
    back: [`op.execute('ALTER TABLE docs ALTER num TYPE numeric(10,2)')`],
  },
  // An array as jsonb, in another column.
  {
    id: 'b08',
    up: [`op.execute('ALTER TABLE docs ALTER tags TYPE jsonb USING to_jsonb(tags)')`],
    back: [
      'op.execute("ALTER TABLE docs ADD tags_x text[]; UPDATE docs SET tags_x = ARRAY(SELECT jsonb_array_elements_text(tags)) WHERE tags IS NOT NULL; ALTER TABLE docs DROP tags; ALTER TABLE docs RENAME tags_x TO tags")',
    ],
  },
  // Two columns as one.
  {
    id: 'b09',
    up: [
      `op.add_column('docs', sa.Column('full_name', sa.Text))`,
      `op.execute("UPDATE docs SET full_name = first || ' ' || last")`,
      `op.drop_column('docs', 'first'); op.drop_column('docs', 'last')`,
    ],
    back: [
      `op.add_column('docs', sa.Column('first', sa.Text)); op.add_column('docs', sa.Column('last', sa.Text))`,
      `op.execute("UPDATE docs SET first = split_part(full_name, ' ', 1), last = split_part(full_name, ' ', 2)")`,
      `op.drop_column('docs', 'full_name')`,
    ],
  },
  // An ENUM made by hand.
  {
    id: 'b10',
    up: [
      `mood = postgresql.ENUM('ok', 'bad', name='mood')`,
      'mood.create(op.get_bind(), checkfirst=True)',
      `op.add_column('docs', sa.Column('mood', mood, nullable=False, server_default='ok'))`,
    ],
    back: [
      `op.drop_column('docs', 'mood')`,
      `postgresql.ENUM(name='mood').drop(op.get_bind(), checkfirst=True)`,
    ],
  },
  // A type that is there.
  {
    id: 'b11',
    top: [`mood_type = postgresql.ENUM('ok','bad', name='mood', create_type=False)`],
    up: [
      `op.create_table('docs2', sa.Column('id', sa.Integer, primary_key=True), sa.Column('mood', postgresql.ENUM('ok','bad', name='mood', create_type=False)))`,
      `op.create_table('docs3', sa.Column('id', sa.Integer, primary_key=True), sa.Column('m', mood_type))`,
    ],
    back: [`op.drop_table('docs3')`, `op.drop_table('docs2')`],
  },
  // A table for rows.
  {
    id: 'b12',
    up: [
      `op.create_table('docs_things', sa.Column('id', sa.Integer, primary_key=True), sa.Column('name', sa.Text))`,
    ],
    back: [`op.drop_table('docs_things')`],
  },
  // Rows through the ORM.
  {
    id: 'b13',
    top: [
      'from sqlalchemy.orm import Session, declarative_base',
      'Base = declarative_base()',
      'class Thing(Base):',
      `    __tablename__ = 'docs_things'`,
      '    id = sa.Column(sa.Integer, primary_key=True)',
      '    name = sa.Column(sa.Text)',
    ],
    up: [
      'bind = op.get_bind()',
      'session = Session(bind=bind)',
      `for i in range(3): session.add(Thing(name=f'thing {i}'))`,
      'session.commit()',
    ],
    back: [
      'session = Session(bind=op.get_bind())',
      `session.query(Thing).filter(Thing.name.like('thing %')).delete(synchronize_session=False)`,
      'session.commit()',
    ],
  },
  // An index made after COMMIT.
  {
    id: 'b14',
    up: [`op.execute('COMMIT')`, `op.execute('CREATE INDEX CONCURRENTLY ix_things ON docs_things (name)')`],
    back: [`op.execute('COMMIT')`, `op.execute('DROP INDEX CONCURRENTLY ix_things')`],
  },
  // A materialized view of them.
  {
    id: 'b15',
    up: [
      'op.execute("CREATE MATERIALIZED VIEW stats AS SELECT mood, count(*) AS n FROM docs GROUP BY 1")',
      'op.execute("CREATE UNIQUE INDEX ux_stats ON stats (mood)")',
    ],
    back: ['op.execute("DROP MATERIALIZED VIEW stats")'],
  },
  // The view exchanged by new names.
  {
    id: 'b16',
    up: [
      'op.execute("CREATE MATERIALIZED VIEW stats_new AS SELECT mood, count(*) AS n, max(at) AS last FROM docs GROUP BY 1")',
      'op.execute("CREATE UNIQUE INDEX ux_stats_new ON stats_new (mood)")',
      'op.execute("DROP MATERIALIZED VIEW stats")',
      'op.execute("ALTER MATERIALIZED VIEW stats_new RENAME TO stats")',
      'op.execute("ALTER INDEX ux_stats_new RENAME TO ux_stats")',
    ],
    back: [
      'op.execute("CREATE MATERIALIZED VIEW stats_old AS SELECT mood, count(*) AS n FROM docs GROUP BY 1")',
      'op.execute("CREATE UNIQUE INDEX ux_stats_old ON stats_old (mood)")',
      'op.execute("DROP MATERIALIZED VIEW stats")',
      'op.execute("ALTER MATERIALIZED VIEW stats_old RENAME TO stats")',
      'op.execute("ALTER INDEX ux_stats_old RENAME TO ux_stats")',
    ],
  },
  // A search column, and a long name.
  {
    id: 'b18',
    up: [
      `op.execute("ALTER TABLE docs ADD COLUMN tsv tsvector GENERATED ALWAYS AS (to_tsvector('english', coalesce(full_name, ''))) STORED")`,
      `op.create_index('ix_tsv', 'docs', ['tsv'], postgresql_using='gin')`,
      `op.create_index(op.f('ix_docs_a_very_long_name_of_an_index_that_goes_past_the_limit_of_it'[:63]), 'docs', ['n'])`,
    ],
    back: [
      `op.drop_index(op.f('ix_docs_a_very_long_name_of_an_index_that_goes_past_the_limit_of_it'[:63]), table_name='docs')`,
      `op.drop_index('ix_tsv')`,
      `op.drop_column('docs', 'tsv')`,
    ],
  },
  // Constraints without names.
  {
    id: 'b19',
    up: [
      `op.create_foreign_key(None, 'docs2', 'docs', ['id'], ['id'])`,
      `op.create_unique_constraint(None, 'docs3', ['m', 'id'])`,
      `op.create_check_constraint('ck_pos', 'docs', sa.column('n') > -1000000000)`,
    ],
    back: [
      `op.drop_constraint('ck_pos', 'docs')`,
      'op.execute("ALTER TABLE docs3 DROP CONSTRAINT docs3_m_id_key")',
      `op.drop_constraint('docs2_id_fkey', 'docs2', type_='foreignkey')`,
    ],
  },
  // Defaults, a comment, an identity.
  {
    id: 'b20',
    up: [
      `op.alter_column('docs', 'n', server_default=sa.text('7'), comment='how many')`,
      `op.alter_column('docs', 'mood', server_default=None)`,
      'op.execute("ALTER TABLE docs ALTER COLUMN id DROP DEFAULT; DROP SEQUENCE docs_id_seq; ALTER TABLE docs ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY")',
    ],
    back: [
      `op.execute("ALTER TABLE docs ALTER COLUMN id DROP IDENTITY; CREATE SEQUENCE docs_id_seq AS integer OWNED BY docs.id; ALTER TABLE docs ALTER COLUMN id SET DEFAULT nextval('docs_id_seq')")`,
      `op.alter_column('docs', 'mood', server_default='ok')`,
      `op.alter_column('docs', 'n', server_default=None, comment=None)`,
    ],
  },
  // Default privileges.
  {
    id: 'b21',
    up: [
      'op.execute("ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO PUBLIC")',
      `op.create_table('open_one', sa.Column('id', sa.Integer))`,
    ],
    back: [
      `op.drop_table('open_one')`,
      'op.execute("ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE SELECT ON TABLES FROM PUBLIC")',
    ],
  },
  // Rows rewritten one by one.
  {
    id: 'b24',
    up: [
      'conn = op.get_bind()',
      'for row in conn.execute(sa.text("SELECT id, n FROM docs")).fetchall():',
      '    conn.execute(sa.text("UPDATE docs SET n = :n WHERE id = :id"), {"n": (row.n or 0) + 1, "id": row.id})',
    ],
    back: ['op.execute("UPDATE docs SET n = n - 1")'],
  },
]
