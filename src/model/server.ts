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
