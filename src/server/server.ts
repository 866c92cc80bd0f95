import type { DatabaseTarget, ServerTarget } from '../model/server.js'

/** A PostgreSQL server on which this run makes its own databases, and only there works. */
export interface Server {
  readonly target: ServerTarget
  /** Such as `17.10`. */
  readonly version: string
  /** Makes an empty scratch database named `matview_check_<run>_<number>`. */
  create(): Promise<DatabaseTarget>
  /** Makes a scratch database as a copy of another one of this run; ends all sessions on the original first. */
  clone(original: DatabaseTarget): Promise<DatabaseTarget>
  /** Drops a scratch database of this run, with whoever is connected to it. */
  drop(database: DatabaseTarget): Promise<void>
  /** Runs a statement outside all scratch databases: for what belongs to the whole server. */
  query(sql: string): Promise<readonly unknown[]>
  /** True when no other run of matview-check has a database on the server. */
  isAlone(): Promise<boolean>
  /** Ends every session on a scratch database of this run. */
  disconnect(database: DatabaseTarget): Promise<void>
  /** Drops every database this run has made, and stops the server when it is a throwaway one. Never throws; safe to call twice. */
  close(): Promise<void>
}
