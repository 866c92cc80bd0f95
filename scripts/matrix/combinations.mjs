/** What `npm run test:matrix` runs the tests on: PostgreSQL majors, and Pythons with the oldest to the newest libraries. */

/** Tests whose outcome PostgreSQL could change. */
const DATABASE = [
  '__tests__/snapshot',
  '__tests__/histories',
  '__tests__/tools',
  '__tests__/server',
  '__tests__/rules/pages.test.ts',
  '__tests__/fixes',
  '__tests__/cli',
]

/** Tests whose outcome Python and its libraries could change. */
const PYTHON = ['__tests__/histories', '__tests__/tools', '__tests__/rules/pages.test.ts', '__tests__/cli']

const NEWEST = ['alembic', 'sqlalchemy[asyncio]', 'psycopg2-binary', 'psycopg[binary]', 'asyncpg']

// The first releases that README names as supported, but for SQLAlchemy's and the drivers' first that have wheels for Python 3.9.
const OLDEST = ['alembic==1.8.0', 'sqlalchemy[asyncio]==1.4.0', 'psycopg2-binary==2.9.1', 'asyncpg==0.24.0']

/**
 * `postgres`: the server's major, else the tests' default. `pythons`: versions of which the first that is found is taken, else
 * the tests' own Python; `packages`: pip's arguments. `drivers`: those that SQLAlchemy's release has a dialect for, else all.
 */
export const COMBINATIONS = [
  { name: 'pg13', postgres: 13, tests: DATABASE },
  { name: 'pg14', postgres: 14, tests: DATABASE },
  { name: 'pg15', postgres: 15, tests: DATABASE },
  { name: 'pg16', postgres: 16, tests: DATABASE },
  { name: 'pg17', postgres: 17, tests: DATABASE },
  { name: 'pg18', postgres: 18, tests: DATABASE },
  { name: 'oldest', pythons: ['3.9'], packages: OLDEST, drivers: 'psycopg2 asyncpg', tests: PYTHON },
  { name: 'python3.9', pythons: ['3.9'], packages: NEWEST, tests: PYTHON },
  { name: 'newest', pythons: ['3.14', '3.13'], packages: NEWEST, tests: PYTHON },
]
