import { hasDriver, type Driver } from '../../support/python.js'
import { ASYNC_ENV, ENV, UNREACHABLE } from './project.js'

const PSYCOPG = UNREACHABLE.replace('postgresql:', 'postgresql+psycopg:')
const PSYCOPG2 = UNREACHABLE.replace('postgresql:', 'postgresql+psycopg2:')

const ENVIRONMENTS: Readonly<Record<Driver, string>> = {
  psycopg2: ENV.replace(UNREACHABLE, PSYCOPG2),
  psycopg: ENV.replace(UNREACHABLE, PSYCOPG),
  asyncpg: ASYNC_ENV,
}

/** An env.py for each Python database driver that is installed. */
export const DRIVERS = Object.entries(ENVIRONMENTS).filter(([driver]) => hasDriver(driver as Driver))
