import type pg from 'pg'
import { ConfigError } from '../model/errors.js'
import type { ServerTarget } from '../model/server.js'
import { quoteIdentifier } from '../model/sql.js'
import { place } from './failures.js'

/** Oldest major the tool works on: `drop database … with (force)` came with it. */
export const OLDEST_MAJOR = 13

/** What a server says of itself and of the user who is connected. */
export interface Facts {
  readonly number: number
  readonly version: string
  readonly name: string
  readonly may_create: boolean
  readonly standby: boolean
}

const FACTS = `
select pg_catalog.current_setting('server_version_num')::int as number,
       pg_catalog.current_setting('server_version') as version,
       rolname as name,
       rolcreatedb or rolsuper as may_create,
       pg_catalog.pg_is_in_recovery() as standby
  from pg_catalog.pg_roles
 where rolname = current_user`

/** The server's version, such as `17.10`. Throws ConfigError when scratch databases cannot be made on it. */
export async function provenVersion(pool: pg.Pool, target: ServerTarget): Promise<string> {
  const [facts] = (await pool.query<Facts>(FACTS)).rows
  if (!facts)
    throw new ConfigError(`The server at ${place(target)} does not know its own user: is it PostgreSQL?`)
  return judgeFacts(facts, target)
}

/** The version that the facts tell. Throws ConfigError with the first of them that rules the server out. */
export function judgeFacts(facts: Facts, target: ServerTarget): string {
  const who = `PostgreSQL at ${place(target)}`
  const version = facts.version.split(' ')[0] ?? facts.version
  if (facts.number < OLDEST_MAJOR * 10_000) {
    throw new ConfigError(`${who} is version ${version}: matview-check needs ${OLDEST_MAJOR} or newer.`)
  }
  if (facts.standby) {
    throw new ConfigError(
      `${who} is a read-only standby: name a server in database-url that can be written to.`,
    )
  }
  if (!facts.may_create) {
    throw new ConfigError(
      `User "${facts.name}" may not create databases on ${who}, and matview-check works only in databases of its own: ` +
        `run ALTER ROLE ${quoteIdentifier(facts.name)} CREATEDB there as a superuser, or name another user in database-url.`,
    )
  }
  return version
}
