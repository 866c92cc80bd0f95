import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const ENV = `from alembic import context
from sqlalchemy import create_engine, pool

engine = create_engine(context.config.get_main_option("sqlalchemy.url"), poolclass=pool.NullPool)
with engine.connect() as connection:
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
`

const FIRST = `def upgrade():
    op.execute("""
        CREATE TABLE message_usages (
            id bigint PRIMARY KEY, user_id bigint NOT NULL, created_at timestamp NOT NULL DEFAULT now())
    """)


def downgrade():
    op.execute("DROP TABLE message_usages")
`

/** Separates the migrations of one example. */
const NEXT = '# --- next revision ---'

/**
 * Makes an Alembic project of an example: whole migrations without identifiers, one after another. They become r1, r2 …
 * on a first revision r0 that makes the table message_usages. Gives the ids.
 */
export function writeProject(directory: string, example: string): readonly string[] {
  const versions = join(directory, 'migrations', 'versions')
  mkdirSync(versions, { recursive: true })
  writeFileSync(
    join(directory, 'alembic.ini'),
    '[alembic]\nscript_location = %(here)s/migrations\nsqlalchemy.url = postgresql+psycopg2://nobody@db.invalid/production\n',
  )
  writeFileSync(join(directory, 'migrations', 'env.py'), ENV)
  const bodies = [FIRST, ...example.split(NEXT).map((body) => body.trim())]
  bodies.forEach((body, index) => {
    const head = [
      `revision = "r${index}"`,
      `down_revision = ${index === 0 ? 'None' : `"r${index - 1}"`}`,
      ...['from alembic import op', 'import sqlalchemy as sa'].filter((line) => !body.includes(line)),
    ]
    writeFileSync(join(versions, `r${index}.py`), `${head.join('\n')}\n\n\n${body}\n`)
  })
  return bodies.map((_, index) => `r${index}`)
}
