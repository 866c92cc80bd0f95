import pRetry from 'p-retry'
import pg from 'pg'
import { CancelledError, ConfigError } from '../model/errors.js'
import { clientConfig } from '../model/server.js'
import type { DatabaseTarget } from '../model/server.js'
import { codeOf, messageOf } from './codes.js'
import { judgeFailure, place, unreachable } from './failures.js'

/** How long to wait for a server, and whom to tell. */
export interface Patience {
  readonly waitSeconds: number
  readonly note: (text: string) => void
  readonly signal?: AbortSignal
}

const ATTEMPT_MILLISECONDS = 10_000
const PAUSE_MILLISECONDS = 200
const NOTE_MILLISECONDS = 5_000

/**
 * Connects to a server that may still be starting, and gives the target as it was reached: with a database that exists and
 * an sslmode that the server takes. Throws ConfigError once no wait can help or the time is over.
 */
export async function reach(target: DatabaseTarget, patience: Patience): Promise<DatabaseTarget> {
  const { waitSeconds, note, signal } = patience
  const end = Date.now() + waitSeconds * 1000
  let nextNote = 0
  try {
    const reached = pRetry(
      () => attempt(target, Math.max(1000, Math.min(ATTEMPT_MILLISECONDS, end - Date.now()))),
      {
        retries: Number.POSITIVE_INFINITY,
        factor: 1,
        minTimeout: PAUSE_MILLISECONDS,
        maxRetryTime: waitSeconds * 1000,
        ...(signal ? { signal } : {}),
        shouldRetry: ({ error }) => error instanceof NotYet,
        onFailedAttempt: ({ error }) => {
          if (!(error instanceof NotYet) || Date.now() < nextNote) return
          nextNote = Date.now() + NOTE_MILLISECONDS
          const left = Math.max(0, Math.round((end - Date.now()) / 1000))
          note(`Waiting for PostgreSQL at ${place(target)}: ${error.message} (up to ${left} s more).`)
        },
      },
    )
    return await Promise.race([reached, cancelled(signal)])
  } catch (error) {
    if (signal?.aborted) {
      throw signal.reason instanceof ConfigError
        ? signal.reason
        : new CancelledError('Cancelled while starting.')
    }
    throw error instanceof NotYet ? unreachable(target, error.message, error.hint, waitSeconds) : error
  }
}

/** An attempt that hangs must not hold up a cancelled run. */
function cancelled(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) =>
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true }),
  )
}

/** The server cannot be reached now, but may be soon. */
class NotYet extends Error {
  constructor(
    message: string,
    readonly hint: string,
  ) {
    super(message)
  }
}

async function attempt(target: DatabaseTarget, milliseconds: number): Promise<DatabaseTarget> {
  // template1 is on every server; a project's URL often names a database that only its deployment makes.
  const databases = new Set([target.database, 'postgres', 'template1'])
  const modes =
    target.sslmode === null || target.sslmode === 'prefer' || target.sslmode === 'allow'
      ? [target.sslmode, 'require']
      : [target.sslmode]
  let failure: unknown
  for (const sslmode of modes) {
    for (const database of databases) {
      failure = await connect({ ...target, sslmode, database }, milliseconds)
      if (failure === null) return { ...target, sslmode, database }
      if (codeOf(failure) !== '3D000') break
    }
    // pg_hba.conf may take encrypted connections only; libpq's default, prefer, would have used one.
    if (!(codeOf(failure) === '28000' && /no encryption|SSL off/.test(messageOf(failure)))) break
  }
  const judged = await judgeFailure(target, failure, milliseconds)
  throw judged instanceof ConfigError ? judged : new NotYet(judged.reason, judged.hint)
}

async function connect(target: DatabaseTarget, milliseconds: number): Promise<unknown> {
  const client = new pg.Client({ ...clientConfig(target), connectionTimeoutMillis: milliseconds })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return null
  } catch (error) {
    return error
  } finally {
    await client.end().catch(() => undefined)
  }
}
