/** A row of a catalog that seldom changes, as the scan gives it. */
export type SeldomRow = readonly [catalog: string, id: string, version: string, prints: string]

/**
 * Which class PostgreSQL prints for an index depends on which one is the default of a type, even of one the class is not for; and a cast
 * can make a call ambiguous, which is then printed with the function's schema.
 * https://www.postgresql.org/docs/current/indexes-opclass.html, https://www.postgresql.org/docs/current/typeconv-func.html
 */
const PRINTED_EVERYWHERE = new Set(['pg_opclass', 'pg_cast'])

/** Remembers the rows of all catalogs that seldom change, and says in which of them one came, went or changed. */
export class SeldomRows {
  #known: ReadonlyMap<string, SeldomRow> = new Map()

  /** All rows of the catalogs that were read. `everything`: definitions of other objects may print something else now. */
  enter(
    rows: readonly SeldomRow[],
    read: ReadonlySet<string>,
  ): { readonly catalogs: ReadonlySet<string>; readonly everything: boolean } {
    const before = this.#known
    const now = new Map([...before].filter(([, [catalog]]) => !read.has(catalog)))
    for (const row of rows) now.set(`${row[0]} ${row[1]}`, row)
    this.#known = now
    const catalogs = new Set<string>()
    let everything = false
    for (const key of new Set([...before.keys(), ...now.keys()])) {
      const [old, fresh] = [before.get(key), now.get(key)]
      if (old?.[2] === fresh?.[2]) continue
      const catalog = (old ?? fresh)?.[0] ?? ''
      catalogs.add(catalog)
      // What comes is printed by nothing yet, and what goes by nothing any more.
      everything ||= PRINTED_EVERYWHERE.has(catalog) || (old && fresh && old[3] !== fresh[3]) === true
    }
    return { catalogs, everything }
  }
}
