import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { TOOLS } from '../../../src/tools/all.js'
import type { ToolOptions, ToolProcess } from '../../../src/tools/tool.js'
import { createTestDatabase, type TestDatabase } from '../../support/database.js'
import { testPython } from '../../support/python.js'

/** An URL that leads nowhere: port 9 is `discard`, which nobody serves. */
export const UNREACHABLE = 'postgresql://user:secret@127.0.0.1:9/production'

export const INI = `[alembic]
script_location = %(here)s/migrations
sqlalchemy.url = ${UNREACHABLE}
`

export const ENV = envFile('with engine.connect() as connection:', [
  'context.configure(connection=connection)',
  'with context.begin_transaction():',
  '    context.run_migrations()',
])

export const ASYNC_ENV = `
import asyncio
from alembic import context
from sqlalchemy.ext.asyncio import create_async_engine

def run(connection):
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()

async def main():
    engine = create_async_engine("postgresql+asyncpg://user:secret@127.0.0.1:9/production")
    async with engine.connect() as connection:
        await connection.run_sync(run)
    await engine.dispose()

asyncio.run(main())
`

/** An env.py with a hard-coded URL and its own way around the migrations. */
export function envFile(opening: string, body: readonly string[], url = UNREACHABLE): string {
  return `
from alembic import context
from sqlalchemy import create_engine, text

engine = create_engine("${url}")
${opening}
${body.map((line) => `    ${line}`).join('\n')}
`
}

export interface RevisionFile {
  /** A Python literal; the revision before it in the list without one. */
  readonly down?: string
  readonly upgrade?: string
  readonly downgrade?: string
  /** More lines at the top level. */
  readonly top?: string
}

/** Migration files by their revision's id. `upgrade` and `downgrade` are SQL statements, or Python lines after `py:`. */
export function revisions(all: Readonly<Record<string, RevisionFile>>): Record<string, string> {
  let former = 'None'
  const files: Record<string, string> = {}
  for (const [id, { down = former, upgrade = '', downgrade = '', top = '' }] of Object.entries(all)) {
    files[`migrations/versions/${id}.py`] = `"""revision ${id}"""
from alembic import op
import sqlalchemy as sa

revision = "${id}"
down_revision = ${down}
${top}

def upgrade():
${body(upgrade)}


def downgrade():
${body(downgrade)}
`
    former = `"${id}"`
  }
  return files
}

function body(code: string): string {
  if (code === '') return '    pass'
  const lines = code.startsWith('py:')
    ? code.slice(3).trim().split('\n')
    : [`op.execute(${JSON.stringify(code)})`]
  return lines.map((line) => `    ${line}`).join('\n')
}

/** A real Alembic project in a folder of its own, with a scratch database of its own. */
export class Project {
  readonly output: string[] = []
  tool: ToolProcess | null = null
  readonly #databases: TestDatabase[] = []

  constructor(
    files: Readonly<Record<string, string>>,
    readonly directory = mkdtempSync(join(tmpdir(), 'matview-check-tools-')),
  ) {
    const all = { 'alembic.ini': INI, 'migrations/env.py': ENV, ...files }
    for (const [name, text] of Object.entries(all)) this.write(name, text)
  }

  write(name: string, text: string): void {
    const path = join(this.directory, name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  }

  read(name: string): string {
    return readFileSync(join(this.directory, name), 'utf8')
  }

  async start(options: Partial<ToolOptions> = {}): Promise<ToolProcess> {
    this.tool = await TOOLS.alembic.start({
      config: resolve(this.directory, 'alembic.ini'),
      section: null,
      python: [testPython()],
      xArguments: [],
      urlVariables: [],
      stepTimeout: 60,
      onOutput: (line) => this.output.push(line),
      ...options,
    })
    return this.tool
  }

  async database(): Promise<TestDatabase> {
    const database = await createTestDatabase()
    this.#databases.push(database)
    return database
  }

  /** Starts the tool and opens it on a new database. */
  async open(options: Partial<ToolOptions> = {}): Promise<{ tool: ToolProcess; database: TestDatabase }> {
    const tool = await this.start(options)
    const database = await this.database()
    await tool.open(database.target)
    return { tool, database }
  }

  /** All lines that the project's Python printed: they come over another channel than its answers, so it is ended first. */
  async printed(): Promise<readonly string[]> {
    await this.tool?.stop()
    return this.output
  }

  async end(): Promise<void> {
    await this.tool?.stop()
    for (const database of this.#databases) await database.drop()
    rmSync(this.directory, { recursive: true, force: true })
  }
}

/** Runs a test's body on a project and ends it whatever happens. */
export async function withProject(
  files: Readonly<Record<string, string>>,
  use: (project: Project) => Promise<void>,
): Promise<void> {
  const project = new Project(files)
  await use(project).finally(() => project.end())
}
