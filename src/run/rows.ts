import { objectKey, type CatalogObject, type Snapshot } from '../model/catalog.js'
import type { Contents, Loss, Probe, Size } from '../model/data.js'
import { readiness } from '../model/materialized-view.js'
import { indexesOn } from '../model/object-index.js'
import type { DatabaseTarget } from '../model/server.js'
import type { RowKeeper, RowSource } from '../seed/index.js'
import type { VersionTable } from '../tools/tool.js'

/** More tables than these are not read again only because something may have written to any of them. */
const FEW = 100

/** The rows of one scratch database, and what is known of them, which is read again only where something was done. */
export class Rows {
  readonly #known = new Map<string, Contents>()
  #inDoubt = false
  #settled = false

  static async open(
    { open, generated }: RowSource,
    database: DatabaseTarget,
    versionTable: VersionTable,
    note: (text: string) => void,
  ): Promise<Rows> {
    return new Rows(await open(database, versionTable), generated, note)
  }

  /** `generate`: whether empty tables get rows. */
  private constructor(
    private readonly keeper: RowKeeper,
    private readonly generate: boolean,
    private readonly note: (text: string) => void,
  ) {}

  /** The tables whose contents are known, by their names as SQL needs them. */
  get tables(): ReadonlyMap<string, Contents> {
    return this.#known
  }

  /** Something was run that may have made tables. */
  moved(): void {
    this.#settled = false
  }

  /** Something was run that may have written to any table. */
  doubt(): void {
    this.#inDoubt = true
    this.#settled = false
  }

  /** Gives rows to the tables that came since the last call, and reads what is not known. */
  async settle(): Promise<void> {
    if (this.#settled) return
    const tables = this.generate ? await this.#fill() : await this.keeper.arrived()
    const again = this.#inDoubt && this.#known.size <= FEW ? [...this.#known.keys()] : []
    if (this.#inDoubt) this.#known.clear()
    this.#inDoubt = false
    await this.read([...again, ...tables])
    this.#settled = true
  }

  async #fill(): Promise<readonly string[]> {
    const { tables, unfilled } = await this.keeper.fill()
    for (const { table, reason } of unfilled) this.note(`No rows were generated for ${table}: ${reason}.`)
    return tables
  }

  /** What tables hold now; remembered. */
  async read(tables: readonly string[]): Promise<ReadonlyMap<string, Contents>> {
    if (tables.length === 0) return new Map()
    const contents = await this.keeper.contents(tables)
    for (const table of tables) this.#known.delete(table)
    for (const [table, held] of contents) this.#known.set(table, held)
    return contents
  }

  /** Tries materialized views on the rows that are there. */
  async probe(views: readonly CatalogObject[], snapshot: Snapshot): Promise<readonly Probe[]> {
    if (views.length === 0) return []
    return this.keeper.probe(
      views.map((view) => {
        const state = readiness(view, indexesOn(snapshot, view))
        return { view, concurrently: state.ready || state.cause === 'populated' }
      }),
    )
  }

  /** How much the materialized views hold; nothing of rows that were made up. */
  async sizes(views: readonly CatalogObject[]): Promise<ReadonlyMap<string, Size>> {
    return this.generate ? new Map() : this.keeper.sizes(views.map(({ identity }) => identity))
  }

  close(): Promise<void> {
    return this.keeper.close()
  }
}

/** Tells each text once: a database that is built anew says the same of its tables. */
export function once(tell: (text: string) => void): (text: string) => void {
  const told = new Set<string>()
  return (text) => {
    if (!told.has(text)) tell(text)
    told.add(text)
  }
}

/**
 * Tables that do not hold what they held. Nothing is said of one that has more rows than before: which of them are new cannot be
 * told. After a second upgrade values may rightly be new ones.
 */
export function losses(
  before: ReadonlyMap<string, Contents>,
  after: ReadonlyMap<string, Contents>,
  leg: Loss['leg'],
  [was, is]: readonly [Snapshot, Snapshot],
): readonly Loss[] {
  return [...before].flatMap(([table, held]): readonly Loss[] => {
    const now = after.get(table)
    if (now === undefined || now.rows > held.rows) return []
    const differ = Object.keys(held.columns).filter(
      (name) => name in now.columns && now.columns[name] !== held.columns[name],
    )
    const columns =
      leg === 'reupgrade' || now.rows < held.rows || differ.length === 0
        ? []
        : differ.filter(comparable(columnsOf(table, was), columnsOf(table, is)))
    if (now.rows === held.rows && columns.length === 0) return []
    return [
      {
        table: objectKey('table', table),
        leg,
        before: held.rows,
        after: now.rows,
        columns,
        now: columns.filter((name) => now.now.includes(name)),
      },
    ]
  })
}

/** Generated columns follow from others. Values of another type are written otherwise, and the type itself is told. */
function comparable(were: Columns, are: Columns): (name: string) => boolean {
  return (name) => {
    const [was, is] = [were.get(name), are.get(name)]
    return (is?.['generated'] ?? null) === null && was?.['type'] === is?.['type']
  }
}

type Columns = ReadonlyMap<string, CatalogObject['properties']>

function columnsOf(table: string, { objects }: Snapshot): Columns {
  const key = objectKey('table', table)
  const columns = [...objects.values()].filter(({ kind, parent }) => kind === 'column' && parent === key)
  return new Map(columns.map(({ name, properties }) => [name, properties]))
}
