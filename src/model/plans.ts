import type pg from 'pg'

/** So few objects are read as fast without an index. */
const SMALL = 1000

/**
 * Gives a function that is told the size of the catalog, in objects of any kind, and has all plans of the session made anew each time
 * it has doubled: a generic plan that was made while the catalog was small reads all of it, and is kept however large it grows.
 * https://www.postgresql.org/docs/current/sql-discard.html
 */
export function plansForSize(client: pg.Client): (size: number) => Promise<void> {
  let planned = SMALL
  return async (size) => {
    if (size < 2 * planned) return
    planned = size
    await client.query('discard plans')
  }
}
