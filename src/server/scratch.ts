import pRetry from 'p-retry'
import pg from 'pg'
import { ConfigError, InternalError } from '../model/errors.js'
import { clientConfig } from '../model/server.js'
import type { DatabaseTarget } from '../model/server.js'
import { quoteIdentifier } from '../model/sql.js'
import { codeOf } from './codes.js'
import { place } from './failures.js'

/** The scratch databases of one run, on a server that was reached. */
export interface Scratch {
  /** What the names of all of them begin with, and of no others. */
  readonly prefix: string
  create(): Promise<string>
  clone(original: string): Promise<string>
  drop(name: string): Promise<void>
  disconnect(name: string): Promise<void>
  /** True when no other run has a database on the server. */
  isAlone(): Promise<boolean>
  /** Drops every database of the run that the server knows, also those of another process of the same run. */
  dropAll(): Promise<{ readonly dropped: readonly string[]; readonly left: readonly string[] }>
}

// template1 may hold what the server's image or owner put there, and a verdict must not depend on that: template0 is
// pristine on every server. It also is the only template that can take another encoding than its own.
const PRISTINE = `template template0 encoding 'UTF8'`
const PRISTINE_C = `${PRISTINE} lc_collate 'C' lc_ctype 'C'`

/** SQLSTATE invalid_parameter_value: the server's own locale goes with another encoding than UTF8. */
const LOCALE_MISFIT = '22023'
/** SQLSTATE object_in_use: "… is being accessed by other users". */
const IN_USE = '55006'

/** What the names of the databases of all runs begin with. */
const ALL = 'matview_check_'

/** A pool of connections for making and dropping databases; it holds no process open. */
export function adminPool(admin: DatabaseTarget): pg.Pool {
  const pool = new pg.Pool({
    ...clientConfig(admin),
    max: 4,
    connectionTimeoutMillis: 10_000,
    allowExitOnIdle: true,
  })
  // Without a listener a connection that the server ends while idle would end this process; the pool makes a new one.
  pool.on('error', () => undefined)
  return pool
}

/** The scratch databases named `matview_check_<runId>_<number>`. No other database is ever touched. */
export function scratchDatabases(pool: pg.Pool, admin: DatabaseTarget, runId: string): Scratch {
  if (!/^[a-z0-9]{1,32}$/.test(runId))
    throw new InternalError(`Run id ${JSON.stringify(runId)} cannot be part of a name.`)
  const prefix = `${ALL}${runId}_`
  let made = 0

  const make = async (manner: string): Promise<string> => {
    const name = `${prefix}${(made += 1)}`
    await pool.query(`create database ${quoteIdentifier(name)} ${manner}`)
    return name
  }
  const own = (name: string): string => {
    if (name.startsWith(prefix)) return quoteIdentifier(name)
    throw new InternalError(`Database ${JSON.stringify(name)} was not made by this run and is not touched.`)
  }
  const disconnect = async (name: string): Promise<void> => {
    own(name)
    await pRetry(() => endSessions(pool, name), {
      retries: 50,
      minTimeout: 100,
      factor: 1,
      shouldRetry: ({ error }) => error instanceof InternalError,
    })
  }
  const drop = async (name: string): Promise<void> => {
    const dropped = (): Promise<unknown> => pool.query(`drop database if exists ${own(name)} with (force)`)
    await whileInUse(() =>
      dropped().catch(async (error: unknown) => {
        if (codeOf(error) !== IN_USE) throw error
        await dropSubscriptions({ ...admin, database: name })
        return dropped()
      }),
    )
  }

  return {
    prefix,
    disconnect,
    drop,
    async create() {
      return explained(admin, () =>
        make(PRISTINE).catch((error: unknown) => {
          if (codeOf(error) === LOCALE_MISFIT) return make(PRISTINE_C)
          throw error
        }),
      )
    },
    // No STRATEGY is named (15 and newer: wal_log, else file_copy). Measured on 15 and 17 with 300 tables and 300 materialized
    // views: on a disk both take as long, and with fsync on, as servers of the user's have it, file_copy is the slower one.
    async clone(original) {
      const template = own(original)
      return explained(admin, () =>
        whileInUse(async () => {
          await disconnect(original)
          return make(`template ${template}`)
        }),
      )
    },
    async isAlone() {
      const { rowCount } = await pool.query(
        `select from pg_catalog.pg_database where pg_catalog.starts_with(datname, $1) and not pg_catalog.starts_with(datname, $2)`,
        [ALL, prefix],
      )
      return rowCount === 0
    },
    async dropAll() {
      const { rows } = await pool.query<{ datname: string }>(
        'select datname from pg_catalog.pg_database where pg_catalog.starts_with(datname, $1) order by datname',
        [prefix],
      )
      const names = rows.map(({ datname }) => datname)
      const outcomes = await Promise.allSettled(names.map(drop))
      return {
        dropped: names.filter((_, index) => outcomes[index]?.status === 'fulfilled'),
        left: names.filter((_, index) => outcomes[index]?.status === 'rejected'),
      }
    },
  }
}

const PATIENT = { retries: 5, minTimeout: 100, factor: 2 }

function whileInUse<T>(work: () => Promise<T>): Promise<T> {
  return pRetry(work, { ...PATIENT, shouldRetry: ({ error }) => codeOf(error) === IN_USE })
}

/**
 * A database with subscriptions counts as in use and cannot be dropped, not even with force. Without a slot's name, dropping one
 * does not reach for the publisher. https://www.postgresql.org/docs/current/sql-dropsubscription.html
 */
async function dropSubscriptions(database: DatabaseTarget): Promise<void> {
  const client = new pg.Client(clientConfig(database))
  client.on('error', () => undefined)
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string }>(
      `select s.subname as name from pg_catalog.pg_subscription s
       join pg_catalog.pg_database d on d.oid = s.subdbid and d.datname = pg_catalog.current_database()`,
    )
    for (const { name } of rows) {
      const subscription = `subscription ${quoteIdentifier(name)}`
      await client.query(`alter ${subscription} disable`)
      await client.query(`alter ${subscription} set (slot_name = none)`)
      await client.query(`drop ${subscription}`)
    }
  } finally {
    await client.end()
  }
}

/** Workers of autovacuum belong to no user; PostgreSQL ends them by itself where they are in the way. */
async function endSessions(pool: pg.Pool, name: string): Promise<void> {
  const { rowCount } = await pool.query(
    `select pg_catalog.pg_terminate_backend(pid) from pg_catalog.pg_stat_activity where datname = $1 and usesysid is not null`,
    [name],
  )
  if (rowCount !== 0) throw new InternalError(`Sessions on database ${name} do not end.`)
}

async function explained<T>(admin: DatabaseTarget, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error
    throw new ConfigError(
      `PostgreSQL at ${place(admin)} could not make a scratch database: ${error.message}.`,
    )
  }
}
