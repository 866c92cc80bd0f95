/**
 * What one statement changes in a database that holds SETUP. `change` lists what the diff must say, `undo` brings the
 * state back so that the diff is empty again.
 */
export interface SnapshotCase {
  readonly name: string
  readonly change: string
  readonly says: readonly string[]
  readonly undo: string
  /** The first major version of PostgreSQL that knows the statement; all do without it. */
  readonly since?: number
  /** The last major version of PostgreSQL that does as `says`. */
  readonly until?: number
}

/** The cases about one topic, with the objects that they need. A file `cases/<topic>.ts` and a line in `all.ts`. */
export interface Topic {
  /** Made once, after the SETUP of the topics before it. `mvc_reader_a` and `mvc_reader_b` are roles of this run alone. */
  readonly setup: string
  /** What must be undone before the database can be dropped. */
  readonly teardown?: string
  readonly cases: readonly SnapshotCase[]
}
