/** How to reach a PostgreSQL server. `host` may be a folder that holds a Unix socket. */
export interface ServerTarget {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly password: string | null
  /** libpq's sslmode; null leaves each client's default. */
  readonly sslmode: string | null
}

/** One database on a server. */
export interface DatabaseTarget extends ServerTarget {
  readonly database: string
}

/** What node-postgres needs to connect. */
export interface ClientConfig {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly database: string
  readonly password?: string
  readonly ssl?: { readonly rejectUnauthorized: boolean }
}

/**
 * A database as node-postgres wants it. Like libpq, `require` encrypts without checking the server's certificate;
 * `prefer` and `allow` connect in plain text, since a client of node-postgres cannot fall back.
 */
export function clientConfig(target: DatabaseTarget): ClientConfig {
  const { host, port, user, database, password, sslmode } = target
  const ssl = sslmode === 'require' || sslmode === 'verify-ca' || sslmode === 'verify-full'
  return {
    host,
    port,
    user,
    database,
    ...(password === null ? {} : { password }),
    ...(ssl ? { ssl: { rejectUnauthorized: sslmode !== 'require' } } : {}),
  }
}
