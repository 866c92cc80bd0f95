/** Writes generated Alembic projects for `npm run bench`. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const INI = `[alembic]
script_location = %(here)s/migrations
sqlalchemy.url = postgresql+psycopg2://nobody@db.example.invalid/none
`

const ENV = `import os
from alembic import context
from sqlalchemy import create_engine, pool

url = os.environ.get("DATABASE_URL") or context.config.get_main_option("sqlalchemy.url")
engine = create_engine(url, poolclass=pool.NullPool)
with engine.connect() as connection:
    context.configure(connection=connection, transaction_per_migration=True)
    with context.begin_transaction():
        context.run_migrations()
`

const id = (index) => `r${String(index).padStart(5, '0')}`

function table(index) {
  const name = `events_${index}`
  return {
    up: `op.create_table("${name}", sa.Column("id", sa.BigInteger, primary_key=True),
        sa.Column("user_id", sa.BigInteger, nullable=False), sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("amount", sa.Numeric(10, 2)))
    op.create_index("ix_${name}_user", "${name}", ["user_id"])`,
    down: `op.drop_table("${name}")`,
  }
}

function materializedView(index) {
  const name = `daily_${index}`
  return {
    up: `op.execute("CREATE MATERIALIZED VIEW ${name} AS SELECT user_id, date_trunc('day', at)::date AS day, "
               "count(*) AS n, sum(amount) AS total FROM events_${index - 1} GROUP BY 1, 2")
    op.execute("CREATE UNIQUE INDEX ux_${name} ON ${name} (user_id, day)")`,
    down: `op.execute("DROP MATERIALIZED VIEW ${name}")`,
  }
}

/**
 * A history of `revisions` revisions in `folder`: tables and, on each, a materialized view with a unique index.
 * Gives the path of its alembic.ini.
 */
export async function writeProject(folder, revisions) {
  const versions = join(folder, 'migrations', 'versions')
  await mkdir(versions, { recursive: true })
  await writeFile(join(folder, 'alembic.ini'), INI)
  await writeFile(join(folder, 'migrations', 'env.py'), ENV)
  for (let index = 0; index < revisions; index++) {
    const { up, down } = index % 2 === 0 ? table(index) : materializedView(index)
    const before = index === 0 ? 'None' : `"${id(index - 1)}"`
    await writeFile(
      join(versions, `${id(index)}_step.py`),
      `"""step ${index}"""\nimport sqlalchemy as sa\nfrom alembic import op\n\nrevision = "${id(index)}"\n` +
        `down_revision = ${before}\n\n\ndef upgrade():\n    ${up}\n\n\ndef downgrade():\n    ${down}\n`,
    )
  }
  return join(folder, 'alembic.ini')
}
