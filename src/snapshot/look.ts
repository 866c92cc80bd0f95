import { IS_NEW, isSystemRow, parts, seldomOf, seldomRows, sourcesOf, SYSTEM, WITH_SINCE } from './looks.js'
import type { Names } from './finder.js'
import type { ReadRow } from './versions.js'
import { RANGES } from './versions.js'
import type { SeldomRow } from './seldom.js'
import type { Source } from './sources.js'
import { fileName } from './wal.js'

/** What a look gives beside a member for each source that was looked at, with its rows. */
export interface Found {
  /** The files of the catalogs that `MAPPED` names. */
  readonly mapped: string
  /** Only where everything was looked at: catalogs by their files. */
  readonly files?: readonly (readonly [file: string, catalog: string])[]
  readonly names?: Names
  readonly unreadable?: string | null
  readonly cluster?: string
  /** Of which of these catalogs PostgreSQL's own rows were written. */
  readonly system?: Readonly<Record<string, boolean>>
  readonly seldom?: readonly SeldomRow[]
}

/** The rows of a source that a look gave; undefined when it was not looked at. */
export function rowsIn(found: Found, { catalog }: Source): readonly ReadRow[] | undefined {
  return (found as unknown as Readonly<Record<string, readonly ReadRow[] | undefined>>)[catalog]
}

/**
 * Catalogs whose files do not stand in pg_class but in a map of their own; those that all databases share are, too.
 * https://github.com/postgres/postgres/blob/master/src/backend/utils/cache/relmapper.c
 */
const MAPPED = ['pg_class', 'pg_attribute', 'pg_proc', 'pg_type']

/** Writes the statements that look at the catalogs. */
export class LookStatements {
  readonly sources: readonly Source[]
  readonly #seldom: ReturnType<typeof seldomOf>
  readonly #parts: ReturnType<typeof parts>
  /** Every catalog of which a change is to be seen. */
  readonly #catalogs: readonly string[]

  constructor(version: number) {
    this.sources = sourcesOf(version)
    this.#seldom = seldomOf(version)
    this.#parts = parts(version)
    const own = [...this.sources, ...this.#seldom.map(({ source }) => source)].map(({ catalog }) => catalog)
    this.#catalogs = [...new Set([...own, ...this.#parts.flatMap(({ catalogs }) => catalogs), ...SYSTEM])]
  }

  /** Gives everything there is. `$1`: the horizon. */
  readonly whole = (): string =>
    this.#statement(this.#catalogs, () => ['true'], [
      `(select pg_catalog.json_agg(pg_catalog.json_build_array(${fileName('c.relisshared', 'pg_catalog.pg_relation_filenode(c.oid)')}, c.relname))
    from pg_catalog.pg_class c
    where c.relnamespace = 'pg_catalog'::pg_catalog.regnamespace and c.relname = any (${textArray(this.#catalogs)})) as files`,
    ])

  /** Gives what stands in some blocks of some catalogs. `$1`: the horizon. Then, for each of the catalogs, the bounds of `RANGES` ranges. */
  readonly ranged = (touched: readonly string[]): string => {
    const ranged = this.ranges(touched)
    return this.#statement(touched, (catalog) => {
      const place = 2 + ranged.indexOf(catalog) * 2 * RANGES
      return Array.from({ length: RANGES }, (_, index) => range(place + 2 * index))
    })
  }

  /** Those of the touched catalogs of which only some blocks are read, in the order of their parameters. */
  ranges(touched: readonly string[]): readonly string[] {
    const ranged = new Set([...this.sources.map(({ catalog }) => catalog), ...SYSTEM])
    return touched.filter((catalog) => ranged.has(catalog))
  }

  /** The catalogs of which `seldom` then gives all rows. */
  seldomTouched(catalogs: readonly string[] | null): readonly Source[] {
    return this.#seldom
      .filter((one) => catalogs === null || catalogs.some((catalog) => one.catalogs.has(catalog)))
      .map(({ source }) => source)
  }

  #statement(
    touched: readonly string[],
    within: (catalog: string) => readonly string[],
    more: readonly string[] = [],
  ): string {
    const from = (catalog: string, select: string, where: string): string =>
      within(catalog)
        .map((one) => `select ${select} from pg_catalog.${catalog} x where ${one} and (${where})`)
        .join(' union all ')
    const system = SYSTEM.filter((catalog) => touched.includes(catalog)).map(
      (catalog) => `'${catalog}', exists (${from(catalog, '1', isSystemRow(catalog))})`,
    )
    const seldom = this.seldomTouched(touched)
    const columns = [
      `${MAPPED_FILES} as mapped`,
      ...more,
      ...this.#parts
        .filter(({ catalogs }) => catalogs.some((catalog) => touched.includes(catalog)))
        .map(({ name, sql }) => `${sql} as ${name}`),
      ...(system.length === 0 ? [] : [`pg_catalog.json_build_object(${system.join(', ')}) as system`]),
      ...(seldom.length === 0 ? [] : [`${seldomRows(seldom)} as seldom`]),
      ...this.sources
        .filter(({ catalog }) => touched.includes(catalog))
        .map(
          (source) => `(select coalesce(pg_catalog.json_agg(u.row), '[]') from (
    ${from(source.catalog, rowOf(source), source.where)}) u) as ${source.catalog}`,
        ),
    ]
    return `${WITH_SINCE}\nselect ${columns.join(',\n  ')}`
  }
}

const MAPPED_FILES = `pg_catalog.concat_ws(',', ${MAPPED.map(
  (catalog) => `pg_catalog.pg_relation_filenode('pg_catalog.${catalog}'::pg_catalog.regclass)`,
).join(', ')})`

/** Of a row that was not written since the horizon, its place alone. */
const rowOf = ({ id, relation, prints }: Source): string =>
  `case when ${IS_NEW} then pg_catalog.json_build_array(x.ctid::text, ${id}, (${relation})::bigint, ${prints})
      else pg_catalog.json_build_array(x.ctid::text) end as row`

/** Rows in blocks from one up to but without another: https://www.postgresql.org/docs/current/datatype-oid.html (tid) */
const range = (place: number): string => `x.ctid >= $${place}::tid and x.ctid < $${place + 1}::tid`

const textArray = (texts: readonly string[]): string =>
  `array[${texts.map((text) => `'${text}'`).join(', ')}]`
