import { ASYNC_ENV, ENV, UNREACHABLE } from './project.js'

const PSYCOPG = UNREACHABLE.replace('postgresql:', 'postgresql+psycopg:')
const PSYCOPG2 = UNREACHABLE.replace('postgresql:', 'postgresql+psycopg2:')

/** An env.py for each Python database driver. */
export const DRIVERS = {
  psycopg2: ENV.replace(UNREACHABLE, PSYCOPG2),
  psycopg: ENV.replace(UNREACHABLE, PSYCOPG),
  asyncpg: ASYNC_ENV,
}
