import { ConfigError } from '../model/errors.js'
import type { ServerTarget } from '../model/server.js'
import { codeOf, messageOf } from './codes.js'
import { probe } from './probe.js'

/** Why a server cannot be reached yet: `reason` ends no sentence, `hint` is a sentence or empty. */
export interface Waitable {
  readonly reason: string
  readonly hint: string
}

/** Where a server is, for messages: `localhost:5432`, `[::1]:5432` or the socket's path. */
export function place(target: ServerTarget): string {
  if (target.host.startsWith('/')) return `${target.host}/.s.PGSQL.${target.port}`
  return `${target.host.includes(':') ? `[${target.host}]` : target.host}:${target.port}`
}

const LOCAL_HINT =
  "In a GitHub workflow a PostgreSQL under `services:` is at localhost only with its port published (`ports: ['5432:5432']`); " +
  'in a job that itself runs in a container it is reached by the name of the service instead.'
const NAME_HINT =
  'In a GitHub workflow the name of a service under `services:` is known only to a job that itself runs in a container; elsewhere it is localhost, with `ports:` published.'

/** System errors (Node.js) and SQLSTATEs (PostgreSQL, appendix A) of a server that may be on its way. */
const WAITABLE: Readonly<Record<string, Waitable>> = {
  ECONNREFUSED: { reason: 'connection refused', hint: '' },
  ENOENT: { reason: 'no such socket', hint: '' },
  ENOTFOUND: { reason: 'host name not found', hint: NAME_HINT },
  EAI_AGAIN: { reason: 'host name not found', hint: NAME_HINT },
  ETIMEDOUT: { reason: 'no answer', hint: '' },
  EHOSTUNREACH: { reason: 'host unreachable', hint: '' },
  ENETUNREACH: { reason: 'network unreachable', hint: '' },
  '57P03': { reason: 'the database system is starting up', hint: '' },
  '53300': { reason: 'too many clients', hint: '' },
}

/** Tells whether waiting can help after a failed connection, and else gives the error for the user. */
export async function judgeFailure(
  target: ServerTarget,
  failure: unknown,
  milliseconds: number,
): Promise<Waitable | ConfigError> {
  const [code, message] = [codeOf(failure), messageOf(failure)]
  const waitable = WAITABLE[code]
  if (waitable) return local(target) && code === 'ECONNREFUSED' ? { ...waitable, hint: LOCAL_HINT } : waitable
  const refusal = refused(target, code, message)
  if (refusal) return refusal
  if (code === 'ECONNRESET' || code === 'EPIPE' || /terminated|timeout/i.test(message)) {
    return judgeStranger(target, await probe(target, milliseconds))
  }
  return new ConfigError(
    `Could not connect to PostgreSQL at ${place(target)}: ${message}. Check database-url.`,
  )
}

function refused(target: ServerTarget, code: string, message: string): ConfigError | null {
  const who = `PostgreSQL at ${place(target)}`
  if (code === '28P01') {
    return new ConfigError(
      `${who} refuses the password of user "${target.user}": correct the user or the password in database-url.`,
    )
  }
  if (/password must be a/.test(message)) {
    return new ConfigError(
      `${who} wants a password for user "${target.user}": add it to database-url, or set PGPASSWORD.`,
    )
  }
  if (code === '28000') {
    return new ConfigError(
      `${who} refuses user "${target.user}" (${message}): correct database-url or the server's pg_hba.conf.`,
    )
  }
  if (code === '3D000') {
    return new ConfigError(
      `${who} has neither the database of database-url nor one named postgres or template1: name one that exists.`,
    )
  }
  if (/does not support SSL/.test(message)) {
    return new ConfigError(`${who} offers no encryption: take sslmode=${target.sslmode} out of database-url.`)
  }
  return null
}

function judgeStranger(
  target: ServerTarget,
  answer: Awaited<ReturnType<typeof probe>>,
): Waitable | ConfigError {
  switch (answer) {
    case 'stranger':
      return new ConfigError(
        `What answers at ${place(target)} is not PostgreSQL: correct host and port in database-url.`,
      )
    case 'silent':
      return new ConfigError(
        `${place(target)} takes connections but says nothing, so it is not PostgreSQL or hangs: check host and port in database-url.`,
      )
    // Docker's port proxy takes connections before the server in the container listens, and hangs up.
    case 'closed':
      return { reason: 'it hangs up', hint: 'Perhaps what listens there is not PostgreSQL.' }
    case 'postgresql':
      return { reason: 'it ends the connection', hint: '' }
  }
}

/** The error after all waiting. */
export function unreachable(
  target: ServerTarget,
  reason: string,
  hint: string,
  seconds: number,
): ConfigError {
  const todo = `No PostgreSQL could be reached at ${place(target)} within ${seconds} s (${reason}): start it, or correct host and port in database-url.`
  return new ConfigError(hint === '' ? todo : `${todo} ${hint}`)
}

function local(target: ServerTarget): boolean {
  return ['localhost', '127.0.0.1', '::1'].includes(target.host)
}
