import { ConfigError } from '../model/errors.js'
import type { DatabaseTarget } from '../model/server.js'

// The grammar of SQLAlchemy's make_url, so that a project's own URL can be given as it stands: the password may hold
// anything but `@`. WHATWG's URL class is no help, it refuses `postgresql://user@/db?host=/folder`.
const URL_GRAMMAR =
  /^(?<scheme>[\w+]+):\/\/(?:(?<user>[^:/@]*)(?::(?<password>[^@]*))?@)?(?:\[(?<ipv6>[^\]/?]+)\]|(?<host>[^/:?@]*))(?::(?<port>[^/?]*))?(?:\/(?<database>[^?]*))?(?:\?(?<query>.*))?$/

const EXAMPLE = 'postgresql://user:password@host:5432/postgres'

/**
 * Reads the URL of a server: schemes `postgres`, `postgresql` and `postgresql+<driver>`; user and password URL-encoded;
 * `?host=` (also a socket folder), `port`, `user`, `password`, `dbname` and `sslmode` as libpq knows them. What the URL leaves
 * out comes from libpq's variables (PGHOST …) and then from libpq's defaults. Throws ConfigError, never with the password.
 */
export function parseServerUrl(url: string, environment = process.env): DatabaseTarget {
  const parts = URL_GRAMMAR.exec(url.trim())?.groups
  const scheme = parts?.['scheme'] ?? /^([\w+.-]+):\/\//.exec(url.trim())?.[1]
  if (scheme !== undefined && !/^postgres(ql)?(\+\w+)?$/.test(scheme)) {
    throw new ConfigError(
      `database-url begins with ${scheme}://, but matview-check works with PostgreSQL only: give a URL like ${EXAMPLE}.`,
    )
  }
  if (!parts)
    throw new ConfigError(`database-url is not a URL of a PostgreSQL server: it must look like ${EXAMPLE}.`)

  const query = new URLSearchParams(parts['query'] ?? '')
  const given = (name: string, part: string | undefined, variable: string): string | undefined =>
    query.get(name) || (part && decode(part)) || environment[variable] || undefined
  const user = given('user', parts['user'], 'PGUSER') ?? 'postgres'
  return {
    host: given('host', parts['ipv6'] ?? parts['host'], 'PGHOST') ?? 'localhost',
    port: portNumber(given('port', parts['port'], 'PGPORT') ?? '5432'),
    user,
    password: given('password', parts['password'], 'PGPASSWORD') ?? null,
    sslmode: sslMode(given('sslmode', undefined, 'PGSSLMODE')),
    database: given('dbname', parts['database'], 'PGDATABASE') ?? user,
  }
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    throw new ConfigError(
      'database-url holds a % that begins no URL escape: write % as %25, also in the user name and the password.',
    )
  }
}

function portNumber(text: string): number {
  const port = Number(text)
  if (/^\d+$/.test(text) && port >= 1 && port <= 65535) return port
  throw new ConfigError(
    `The port in database-url must be a number from 1 to 65535: it must look like ${EXAMPLE}, with @, : and / in a password written as %40, %3A and %2F.`,
  )
}

const SSL_MODES = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full']

function sslMode(text: string | undefined): string | null {
  if (text === undefined) return null
  if (SSL_MODES.includes(text)) return text
  throw new ConfigError(`sslmode in database-url must be one of ${SSL_MODES.join(', ')}.`)
}
