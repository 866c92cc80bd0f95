import type pg from 'pg'
import { KnownRows } from './rows.js'
import { SeldomRows, type SeldomRow } from './seldom.js'
import { scan, sourcesOf, UNREADABLE } from './scan.js'
import { allIds, remainingIds, SOURCES, type Source } from './sources.js'

/** What must be read anew since the last look. `everything` outweighs the rest. */
export interface Stale {
  readonly everything: boolean
  /** The catalogs in which something outside relations may have changed. */
  readonly catalogs: ReadonlySet<string>
  /** Something that belongs to the whole server changed. */
  readonly cluster: boolean
  /** Relations, gone ones included, of which something changed. */
  readonly relations: ReadonlySet<number>
}

interface Found {
  /** Only of a source that is counted. */
  readonly total?: number
  readonly changed: readonly (readonly [id: string, relation: number, prints: string])[]
}

/** How many of a source's rows are asked for by name before all are. */
const NEWEST = 100

/** Finds out what changed in the catalogs without reading what did not: row versions for what came, counts for what went. */
export class Tracker {
  readonly #known = new Map(SOURCES.map(({ catalog }) => [catalog, new KnownRows()]))
  readonly #indexes = this.#rowsOf('pg_index')
  #horizon: string | null = null
  #names = ''
  #unreadable = ''
  readonly #seldom = new SeldomRows()
  #cluster = ''
  readonly #sources: readonly Source[]
  readonly #scan: string

  constructor(
    private readonly client: pg.Client,
    version: number,
  ) {
    this.#sources = sourcesOf(version)
    this.#scan = scan(version)
  }

  /** What changed since the last call; the first time everything. */
  async look(): Promise<Stale> {
    const { rows } = await this.client.query<Record<string, unknown>>({
      name: 'scan',
      text: this.#scan,
      values: [this.#horizon],
    })
    const found = rows[0] ?? {}
    const relations = new Set<number>()
    const catalogs = new Set<string>()
    let everything = this.#horizon === null || found['names'] !== this.#names
    for (const source of this.#sources) {
      const { changed } = found[source.catalog] as Found
      if (changed.length > 0) catalogs.add(source.catalog)
      if (this.#enter(source, changed, relations)) everything = true
    }
    for (const source of this.#sources) {
      const { total = Infinity } = found[source.catalog] as Found
      const missing = this.#rowsOf(source.catalog).size - total
      if (missing > 0) {
        catalogs.add(source.catalog)
        await this.#forgetGone(source, missing, relations)
      }
    }
    this.#horizon = String(found['horizon'])
    this.#names = String(found['names'])
    const tables = this.#tables(relations)
    if (!tables.delete(0)) catalogs.clear()
    if (String(found['unreadable']) !== this.#unreadable)
      for (const { catalog } of UNREADABLE) catalogs.add(catalog)
    this.#unreadable = String(found['unreadable'])
    const seldom = this.#seldom.enter(found['seldom'] as SeldomRow[])
    for (const catalog of seldom.catalogs) catalogs.add(catalog)
    everything ||= seldom.everything
    if (found['system'] === true) catalogs.add('pg_init_privs')
    const cluster = this.#cluster !== String(found['cluster'])
    this.#cluster = String(found['cluster'])
    return { everything, catalogs, cluster, relations: tables }
  }

  /**
   * Those of the relations that are still there and of one of the relkinds, and their indexes, as the statement that reads some
   * relations wants them.
   */
  remaining(relations: ReadonlySet<number>, relkinds: string): number[] {
    const there = [...relations].filter((oid) => {
      const row = this.#rowsOf('pg_class').get(String(oid))
      return row !== undefined && relkinds.includes(row.prints.charAt(0))
    })
    return there.flatMap((relation) => [relation, ...[...this.#indexes.idsOf(relation)].map(Number)])
  }

  #rowsOf(catalog: string): KnownRows {
    return this.#known.get(catalog) ?? new KnownRows()
  }

  /** Remembers changed rows. True when one prints something else than before, so that any definition may be another. */
  #enter({ catalog }: Source, changed: Found['changed'], relations: Set<number>): boolean {
    const known = this.#rowsOf(catalog)
    let printsOther = false
    for (const [id, relation, prints] of changed) {
      const before = known.get(id)
      if (before !== undefined && before.prints !== prints) printsOther = true
      if (before !== undefined) relations.add(before.relation)
      relations.add(relation)
      known.set(id, { relation, prints })
    }
    return printsOther
  }

  /**
   * Drops what is no longer there, and with a relation all that belonged to it. What goes was mostly touched last: when the missing
   * rows are all found there, the others need not be asked for.
   */
  async #forgetGone(source: Source, missing: number, relations: Set<number>): Promise<void> {
    const known = this.#rowsOf(source.catalog)
    const newest = known.newest(NEWEST)
    const some = remainingIds(source)
    let gone = some === null ? [] : await this.#gone(some, newest, [newest])
    if (gone.length < missing) gone = await this.#gone(allIds(source), [...known.ids()], [])
    for (const id of gone) {
      const row = known.delete(id)
      if (row !== undefined) relations.add(row.relation)
      if (source.catalog === 'pg_class') this.#forgetRelation(id, relations)
    }
  }

  async #gone(text: string, ids: readonly string[], values: unknown[]): Promise<string[]> {
    const { rows } = await this.client.query<{ ids: string[] }>(text, values)
    const there = new Set(rows[0]?.ids)
    return ids.filter((id) => !there.has(id))
  }

  #forgetRelation(oid: string, relations: Set<number>): void {
    const index = this.#indexes.delete(oid)
    if (index !== undefined) relations.add(index.relation)
    for (const known of this.#known.values()) known.deleteRelation(Number(oid))
  }

  /** What belongs to an index is told with its table, and what belongs to a composite type with the types. */
  #tables(relations: ReadonlySet<number>): Set<number> {
    const classes = this.#rowsOf('pg_class')
    const ownerOf = (oid: number): number | undefined =>
      (this.#indexes.get(String(oid)) ?? classes.get(String(oid)))?.relation
    return new Set([...relations].map((oid) => ownerOf(oid) ?? oid))
  }
}
