import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { hasDriver, type Driver } from '../support/python.js'

/** One migration: what its two functions hold, a line each. */
export interface Migration {
  readonly id: string
  /** Left out: the migration before it in the list, none for the first. */
  readonly down?: readonly string[]
  readonly dependsOn?: readonly string[]
  /** Lines at the top level. */
  readonly top?: readonly string[]
  readonly up: readonly string[]
  readonly back: readonly string[]
}

/** How env.py holds its connection. */
export type Environment = 'plain' | 'outer transaction' | 'commits at its end' | 'psycopg' | 'async'

const DIALECTS: Readonly<Record<Environment, Driver>> = {
  plain: 'psycopg2',
  'outer transaction': 'psycopg2',
  'commits at its end': 'psycopg2',
  psycopg: 'psycopg',
  async: 'asyncpg',
}

/** True where the environment's driver is installed. */
export function canRun(environment: Environment): boolean {
  return hasDriver(DIALECTS[environment])
}

const CONNECT = `engine = create_engine(URL, poolclass=pool.NullPool)
with engine.connect() as connection:
`

const RUN = `context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
`

const BODIES: Readonly<Record<Environment, string>> = {
  plain: `${CONNECT}    ${RUN}`,
  psycopg: `${CONNECT}    ${RUN}`,
  'outer transaction': `engine = create_engine(URL, poolclass=pool.NullPool)
with engine.begin() as connection:
    ${RUN}`,
  // SQLAlchemy 1.4 knows no commit() of a connection unless it is told to work like 2.0.
  'commits at its end': `${CONNECT.replace('URL,', 'URL, future=True,')}    connection.execute(text("SET search_path TO public"))
    ${RUN}    connection.commit()
`,
  async: `import asyncio
from sqlalchemy.ext.asyncio import create_async_engine

def migrate(connection):
    ${RUN}
async def main():
    engine = create_async_engine(URL, poolclass=pool.NullPool)
    async with engine.connect() as connection:
        await connection.run_sync(migrate)
    await engine.dispose()

asyncio.run(main())
`,
}

/** An env.py with a URL that nobody can reach, and chatter on standard output as real ones have. */
function envFile(environment: Environment): string {
  return `from alembic import context
from sqlalchemy import create_engine, pool, text

print("env.py runs")
URL = "postgresql+${DIALECTS[environment]}://owner:secret@production.example.invalid:1/production"
${BODIES[environment]}`
}

function migrationFile({ id, down = [], dependsOn = [], top = [], up, back }: Migration): string {
  const tuple = (ids: readonly string[]): string =>
    ids.length === 0 ? 'None' : `(${ids.map((x) => `"${x}",`).join('')})`
  const body = (lines: readonly string[]): string =>
    (lines.length === 0 ? ['pass'] : lines).map((line) => `    ${line}\n`).join('')
  return `"""${id}"""
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "${id}"
down_revision = ${down.length === 1 ? `"${down[0]}"` : tuple(down)}
depends_on = ${tuple(dependsOn)}
${top.join('\n')}


def upgrade():
${body(up)}

def downgrade():
${body(back)}`
}

/** Writes an Alembic project into an empty folder. */
export function writeProject(
  directory: string,
  migrations: readonly Migration[],
  environment: Environment,
): void {
  const versions = join(directory, 'migrations', 'versions')
  mkdirSync(versions, { recursive: true })
  writeFileSync(join(directory, 'alembic.ini'), '[alembic]\nscript_location = %(here)s/migrations\n')
  writeFileSync(join(directory, 'migrations', 'env.py'), envFile(environment))
  migrations.forEach((migration, index) => {
    const before = migrations[index - 1]
    const down = migration.down ?? (before === undefined ? [] : [before.id])
    writeFileSync(join(versions, `${migration.id}.py`), migrationFile({ ...migration, down }))
  })
}
