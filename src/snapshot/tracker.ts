import type pg from 'pg'
import { allIds, SCAN, SOURCES, type Source } from './sources.js'

/** What must be read anew since the last look. `everything` outweighs the rest. */
export interface Stale {
  readonly everything: boolean
  /** Something outside relations changed. */
  readonly database: boolean
  /** Relations, gone ones included, of which something changed. */
  readonly relations: ReadonlySet<number>
}

interface Row {
  readonly relation: number
  readonly prints: string
}

interface Found {
  readonly total: number
  readonly changed: readonly (readonly [id: string, relation: number, prints: string])[]
}

/** Finds out what changed in the catalogs without reading what did not: row versions for what came, counts for what went. */
export class Tracker {
  readonly #rows = new Map(SOURCES.map(({ catalog }) => [catalog, new Map<string, Row>()]))
  #horizon: string | null = null
  #names = ''

  constructor(private readonly client: pg.Client) {}

  /** What changed since the last call; the first time everything. */
  async look(): Promise<Stale> {
    const { rows } = await this.client.query<Record<string, unknown>>({
      name: 'scan',
      text: SCAN,
      values: [this.#horizon],
    })
    const found = rows[0] ?? {}
    const relations = new Set<number>()
    let everything = this.#horizon === null || found['names'] !== this.#names
    for (const source of SOURCES) {
      const { changed, total } = found[source.catalog] as Found
      const known = this.#known(source)
      for (const [id, relation, prints] of changed) {
        const before = known.get(id)
        everything ||= before !== undefined && before.prints !== prints
        everything ||= source.catalog === 'pg_extension'
        known.set(id, { relation, prints })
        relations.add(relation)
        if (before !== undefined) relations.add(before.relation)
      }
      if (known.size > total) for (const gone of await this.#forgetGone(source)) relations.add(gone)
    }
    this.#horizon = String(found['horizon'])
    this.#names = String(found['names'])
    return { everything, database: relations.has(0), relations: this.#tables(relations) }
  }

  /** The relations and their indexes, as the statement that reads some relations wants them. */
  withIndexes(relations: ReadonlySet<number>): number[] {
    const indexes = [...this.#rowsOf('pg_index')].filter(([, { relation }]) => relations.has(relation))
    return [...relations, ...indexes.map(([id]) => Number(id))]
  }

  #known({ catalog }: Source): Map<string, Row> {
    return this.#rowsOf(catalog)
  }

  #rowsOf(catalog: string): Map<string, Row> {
    return this.#rows.get(catalog) ?? new Map<string, Row>()
  }

  /** Drops what is no longer there; gives the relations it belonged to. */
  async #forgetGone(source: Source): Promise<number[]> {
    const { rows } = await this.client.query<{ ids: string[] }>({
      name: `ids ${source.catalog}`,
      text: allIds(source),
    })
    const there = new Set(rows[0]?.ids)
    const known = this.#known(source)
    const gone = [...known].filter(([id]) => !there.has(id))
    for (const [id] of gone) known.delete(id)
    return gone.map(([, { relation }]) => relation)
  }

  /** What belongs to an index is told with its table, and what belongs to a composite type with the types. */
  #tables(relations: ReadonlySet<number>): ReadonlySet<number> {
    const indexes = this.#rowsOf('pg_index')
    return new Set(
      [...relations].map((oid) => indexes.get(String(oid))?.relation ?? oid).filter((oid) => oid !== 0),
    )
  }
}
