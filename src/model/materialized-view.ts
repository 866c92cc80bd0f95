import type { CatalogObject, Snapshot } from './catalog.js'
import { objectsOfKind } from './object-index.js'

/** Whether REFRESH MATERIALIZED VIEW … CONCURRENTLY is accepted, and if not why, as a clause that follows "because". */
export type Readiness =
  | { readonly ready: true; readonly index: CatalogObject }
  | { readonly ready: false; readonly because: string; readonly cause: Unready }

/** Why not. `populated`: an index would do, but the materialized view is not populated. */
export type Unready = 'no-unique-index' | 'partial' | 'expression' | 'invalid' | 'populated'

/** The materialized views of a snapshot. */
export function materializedViews(snapshot: Snapshot): readonly CatalogObject[] {
  return objectsOfKind(snapshot, 'materialized view')
}

/**
 * Whether with these indexes a concurrent refresh is accepted: with a unique index that is valid, has no WHERE clause and is on columns alone, on a
 * materialized view that is populated. https://www.postgresql.org/docs/current/sql-refreshmaterializedview.html
 */
export function readiness(view: CatalogObject, indexes: readonly CatalogObject[]): Readiness {
  const unique = indexes.filter(isUnique)
  const usable = unique.find(servesRefresh)
  if (usable === undefined) {
    const [first] = unique
    const cause = first === undefined ? null : flaw(first)
    return { ready: false, ...(first === undefined || cause === null ? NONE : told(first, cause)) }
  }
  if (view.properties['populated'] === false)
    return { ready: false, cause: 'populated', because: 'it is not populated' }
  return { ready: true, index: usable }
}

/** True for an index with which a concurrent refresh is accepted. */
export function servesRefresh(index: CatalogObject): boolean {
  return isUnique(index) && flaw(index) === null
}

function isUnique({ facts }: CatalogObject): boolean {
  return facts?.['unique'] === true
}

const NONE = { cause: 'no-unique-index', because: 'it has no unique index' } as const

type Flaw = Exclude<Unready, 'no-unique-index' | 'populated'>

function flaw({ facts = {} }: CatalogObject): Flaw | null {
  if (facts['partial'] === true) return 'partial'
  if (facts['expression'] === true) return 'expression'
  return facts['valid'] === false ? 'invalid' : null
}

const FLAWS: Readonly<Record<Flaw, string>> = {
  partial: 'has a WHERE clause',
  expression: 'is on an expression, not on columns alone',
  invalid: 'is not valid',
}

function told({ name }: CatalogObject, cause: Flaw): { readonly cause: Flaw; readonly because: string } {
  return { cause, because: `its unique index \`${name}\` ${FLAWS[cause]}` }
}
