import type pg from 'pg'
import type { ChangedRow, Finder, Looked, Names } from './finder.js'
import {
  HORIZON,
  IS_NEW,
  isSystemRow,
  parts,
  seldomOf,
  seldomRows,
  sourcesOf,
  SYSTEM,
  WITH_SINCE,
} from './looks.js'
import type { KnownRows } from './rows.js'
import type { SeldomRow } from './seldom.js'
import { allIds, remainingIds, type Source } from './sources.js'

/** For each source the rows that were written since `$1` as `[id, relation, prints]`, and for those that are counted the number of all. */
const scan = (version: number): string => `${WITH_SINCE}
select ${HORIZON} as horizon,
  ${parts(version)
    .map(({ name, sql }) => `${sql} as ${name}`)
    .join(',\n  ')},
  ${seldomRows(seldomOf(version).map(({ source }) => source))} as seldom,
  (${SYSTEM.map((catalog) => `exists (select from pg_catalog.${catalog} x where ${isSystemRow(catalog)})`).join(' or ')}) as system,
  ${sourcesOf(version).map(changedRows).join(',\n  ')}`

function changedRows({ catalog, id, relation, prints, where, counted }: Source): string {
  const rows = `coalesce(pg_catalog.json_agg(pg_catalog.json_build_array(${id}, (${relation})::bigint, ${prints}))`
  const from = `from pg_catalog.${catalog} x where (${where})`
  return counted
    ? `(select pg_catalog.json_build_object('total', count(*), 'changed', ${rows} filter (where ${IS_NEW}), '[]')) ${from}) as ${catalog}`
    : `(select pg_catalog.json_build_object('changed', ${rows}, '[]')) ${from} and ${IS_NEW}) as ${catalog}`
}

interface Found {
  readonly horizon: string
  readonly names: Names
  readonly unreadable: string | null
  readonly cluster: string
  readonly system: boolean
  readonly seldom: readonly SeldomRow[]
}

interface OfSource {
  /** Only of a source that is counted. */
  readonly total?: number
  readonly changed: readonly ChangedRow[]
}

/** How many of a source's rows are asked for by name before all are. */
const NEWEST = 100

/** Scans the catalogs for row versions, which tell what came, and counts rows, which tells that some went. For every server and role. */
export class Scan implements Finder {
  #horizon: string | null = null
  readonly #totals = new Map<string, number>()
  readonly #text: string
  readonly #sources: readonly Source[]
  readonly #seldom: ReadonlySet<string>

  constructor(
    private readonly client: pg.Client,
    version: number,
  ) {
    this.#text = scan(version)
    this.#sources = sourcesOf(version)
    this.#seldom = new Set(seldomOf(version).map(({ source }) => source.catalog))
  }

  async look(): Promise<Looked> {
    const { rows } = await this.client.query<Found & Record<string, OfSource>>({
      name: 'scan',
      text: this.#text,
      values: [this.#horizon],
    })
    const [found] = rows
    if (found === undefined) throw new Error('the scan gave no row')
    const changed = new Map<string, readonly ChangedRow[]>()
    for (const { catalog } of this.#sources) {
      const { total = Infinity, changed: some = [] } = found[catalog] ?? {}
      changed.set(catalog, some)
      this.#totals.set(catalog, total)
    }
    const { horizon, names, unreadable, cluster, system } = found
    this.#horizon = horizon
    return {
      changed,
      names,
      unreadable,
      cluster,
      system,
      seldom: { rows: found.seldom, catalogs: this.#seldom },
    }
  }

  /** What goes was mostly touched last: when as many are missing among the newest as in all, the others need not be asked for. */
  async gone(source: Source, known: KnownRows): Promise<readonly string[]> {
    const missing = known.size - (this.#totals.get(source.catalog) ?? Infinity)
    if (missing <= 0) return []
    const newest = known.newest(NEWEST)
    const some = remainingIds(source)
    const gone = some === null ? [] : await this.#goneOf(some, newest, [newest])
    return gone.length < missing ? this.#goneOf(allIds(source), [...known.ids()], []) : gone
  }

  async #goneOf(text: string, ids: readonly string[], values: unknown[]): Promise<string[]> {
    const { rows } = await this.client.query<{ ids: string[] }>(text, values)
    const there = new Set(rows[0]?.ids)
    return ids.filter((id) => !there.has(id))
  }
}
