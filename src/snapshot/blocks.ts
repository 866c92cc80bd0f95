import type pg from 'pg'
import type { ChangedRow, Finder, Looked } from './finder.js'
import { LookStatements, rowsIn, type Found } from './look.js'
import { SOURCES, type Source } from './sources.js'
import { rangesOf, RANGES, Versions, type Range } from './versions.js'
import type { WalWatch } from './wal.js'

/** The blocks that were written, by catalog; null: all of all catalogs must be looked at. */
type Touched = ReadonlyMap<string, ReadonlySet<number>> | null

/**
 * Reads the rows of those blocks of the catalogs that the WAL says were written, so that a look costs as much as there are changes. A row
 * is known by its place (ctid): one that was written since the last look is new, and a known place of a block that was read and holds
 * nothing has lost its row. https://www.postgresql.org/docs/current/ddl-system-columns.html
 */
export class Blocks implements Finder {
  #since: string | null = null
  #horizon: string | null = null
  #mapped = ''
  /** The catalogs by their files. VACUUM FULL gives a catalog another one. */
  #files: ReadonlyMap<string, string> = new Map()
  /** Blocks that a transaction wrote which was not at its end. */
  #unsettled: ReadonlyMap<string, ReadonlySet<number>> = new Map()
  readonly #gone = new Map<string, readonly string[]>()
  readonly #versions = new Map(SOURCES.map(({ catalog }) => [catalog, new Versions()]))
  readonly #names = new Map<string, string>()
  readonly #statements: LookStatements

  constructor(
    private readonly client: pg.Client,
    version: number,
    private readonly watch: WalWatch,
    private readonly database: number,
  ) {
    this.#statements = new LookStatements(version)
  }

  async look(): Promise<Looked> {
    const { touched, horizon } = await this.#touched()
    const looked = await this.#lookAt(touched)
    // Not that of the look at the catalogs: what ends between the two is told by the WAL the next time.
    this.#horizon = horizon
    return looked
  }

  async #lookAt(touched: Touched): Promise<Looked> {
    const found = touched === null ? null : await this.#readBlocks(touched)
    if (found !== null && !this.#hasMoved(found)) return this.#looked(touched, found)
    // Rows that are known to be there are read as new ones: none is told by its place alone.
    this.#horizon = null
    return this.#looked(null, await this.#ask(this.#statements.whole(), []))
  }

  gone({ catalog }: Source): Promise<readonly string[]> {
    return Promise.resolve(this.#gone.get(catalog) ?? [])
  }

  /** A catalog whose file is another one was written where nobody looked. */
  #hasMoved({ mapped, system }: Found): boolean {
    return mapped !== this.#mapped || system?.['pg_class'] === true
  }

  async #touched(): Promise<{ readonly touched: Touched; readonly horizon: string }> {
    const { until, horizon, settled, blocks } = await this.watch
      .written(this.#since, this.database, [...this.#files.keys()])
      // That part of the WAL is gone.
      .catch(() => this.watch.written(null, this.database, []))
    // What a transaction wrote before the first look cannot be found once it ends.
    this.#since = blocks === null && !settled ? null : until
    if (blocks === null) return { touched: null, horizon }
    const touched = new Map(this.#unsettled)
    for (const [file, numbers] of blocks) {
      const catalog = this.#files.get(file) ?? ''
      touched.set(catalog, new Set([...(touched.get(catalog) ?? []), ...numbers]))
    }
    this.#unsettled = settled ? new Map() : touched
    return { touched, horizon }
  }

  #readBlocks(touched: NonNullable<Touched>): Promise<Found> {
    const catalogs = [...touched.keys()].sort()
    const bounds = this.#statements
      .ranges(catalogs)
      .flatMap((catalog) => padded(rangesOf(touched.get(catalog) ?? [])))
      .flatMap(([from, to]) => [`(${from},0)`, `(${to},0)`])
    return this.#ask(this.#statements.ranged(catalogs), bounds)
  }

  async #ask(text: string, bounds: readonly string[]): Promise<Found> {
    const name = this.#names.get(text) ?? `look ${this.#names.size}`
    this.#names.set(text, name)
    const { rows } = await this.client.query<Found>({ name, text, values: [this.#horizon, ...bounds] })
    if (rows[0] === undefined) throw new Error('the look at the catalogs gave no row')
    return rows[0]
  }

  #looked(touched: Touched, found: Found): Looked {
    const { mapped, files, system, seldom, names, unreadable, cluster } = found
    this.#mapped = mapped
    if (files !== undefined) this.#files = new Map(files)
    const changed = new Map<string, readonly ChangedRow[]>()
    this.#gone.clear()
    for (const source of this.#statements.sources) {
      const rows = rowsIn(found, source)
      if (rows === undefined) continue
      const { catalog } = source
      const ranges = touched === null ? null : rangesOf(touched.get(catalog) ?? [])
      const news = this.#versions.get(catalog)?.enter(rows, ranges)
      changed.set(catalog, news?.changed ?? [])
      this.#gone.set(catalog, news?.gone ?? [])
    }
    const read = this.#statements.seldomTouched(touched === null ? null : [...touched.keys()])
    return {
      changed,
      ...(names === undefined ? {} : { names }),
      ...(unreadable === undefined ? {} : { unreadable }),
      ...(cluster === undefined ? {} : { cluster }),
      ...(system === undefined ? {} : { system: Object.values(system).includes(true) }),
      ...(seldom === undefined
        ? {}
        : { seldom: { rows: seldom, catalogs: new Set(read.map(({ catalog }) => catalog)) } }),
    }
  }
}

function padded(ranges: readonly Range[]): readonly Range[] {
  return [...ranges, ...Array.from({ length: RANGES }, (): Range => [0, 0])].slice(0, RANGES)
}
