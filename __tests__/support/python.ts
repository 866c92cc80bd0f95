import { join } from 'node:path'

/** The Python with Alembic and the database drivers that scripts/setup.mjs makes. */
export function testPython(): string {
  return join(process.cwd(), '.cache', 'venv', 'bin', 'python')
}
