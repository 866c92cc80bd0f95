import { join } from 'node:path'

/** The Python with Alembic and the database drivers: TEST_PYTHON, else the one that scripts/setup.mjs makes. */
export function testPython(): string {
  return process.env['TEST_PYTHON'] || join(process.cwd(), '.cache', 'venv', 'bin', 'python')
}

/** A driver between SQLAlchemy and PostgreSQL. */
export type Driver = 'psycopg2' | 'psycopg' | 'asyncpg'

/**
 * True where the Python of the tests has the driver: all three, unless TEST_DRIVERS names fewer. Only scripts/matrix.mjs
 * sets it, for libraries too old for one of them.
 */
export function hasDriver(driver: Driver): boolean {
  const named = process.env['TEST_DRIVERS']
  return !named || named.split(' ').includes(driver)
}
