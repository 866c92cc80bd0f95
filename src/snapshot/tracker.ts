import { portions } from '../model/portions.js'
import type { Dependents, Reprinted } from './dependents.js'
import type { ChangedRow, Finder, Names } from './finder.js'
import { sourcesOf, UNREADABLE } from './looks.js'
import { KnownRows } from './rows.js'
import { SeldomRows } from './seldom.js'
import type { Kind } from './kind.js'
import { SOURCES, type Source } from './sources.js'
import { RELATION_KINDS } from './statement.js'

/** What must be read anew since the last look. `everything` outweighs the rest. */
export interface Stale {
  readonly everything: boolean
  /** Nothing was read yet: where a kind's catalog has no rows, there is nothing to read. */
  readonly first: boolean
  /** The catalogs in which something outside relations may have changed. */
  readonly catalogs: ReadonlySet<string>
  /** Something that belongs to the whole server changed. */
  readonly cluster: boolean
  /** Relations, gone ones included, of which something changed. */
  readonly relations: ReadonlySet<number>
}

/** As many relations does one statement read: PostgreSQL, which plans for few, takes four times as long for twice as many. */
const AT_ONCE = 200

/** Turns what a finder found in the catalogs into what must be read anew. */
export class Tracker {
  readonly #known = new Map(SOURCES.map(({ catalog }) => [catalog, new KnownRows()]))
  readonly #indexes = this.#rowsOf('pg_index')
  #looked = false
  #names: Names = {}
  #unreadable: string | null = null
  readonly #seldom = new SeldomRows()
  #cluster = ''

  constructor(
    private readonly finder: Finder,
    private readonly version: number,
    private readonly dependentsOf: (of: readonly Reprinted[]) => Promise<Dependents>,
  ) {}

  /** What changed since the last call; the first time all that is there. */
  async look(): Promise<Stale> {
    const found = await this.finder.look()
    const { names = this.#names, unreadable = this.#unreadable } = found
    const relations = new Set<number>()
    const catalogs = new Set<string>()
    const first = !this.#looked
    let everything = hasRenamed(this.#names, names)
    const reprinted: Reprinted[] = []
    const classes = this.#rowsOf('pg_class')
    const columns = found.changed.get('pg_attribute') ?? []
    // That were there before, maybe without any column.
    const there = new Set(columns.flatMap(([, oid]) => (classes.get(String(oid)) === undefined ? [] : [oid])))
    for (const [catalog, changed] of found.changed) {
      if (changed.length > 0) catalogs.add(catalog)
      reprinted.push(...this.#enter(catalog, changed, relations, there))
    }
    // A schema's name stands in that of all it holds.
    everything ||= reprinted.some(({ catalog }) => catalog === 'pg_namespace')
    const members = this.#rowsOf('pg_depend')
    let ofMember = [...relations].some((oid) => members.has(oid))
    for (const source of sourcesOf(this.version)) {
      const gone = await this.finder.gone(source, this.#rowsOf(source.catalog))
      ofMember ||= source.catalog === 'pg_class' && gone.some((oid) => members.has(Number(oid)))
      if (gone.length > 0) catalogs.add(source.catalog)
      this.#forgetGone(source, gone, relations)
    }
    this.#looked = true
    this.#names = names
    const tables = this.#tables(relations)
    ofMember ||= catalogs.has('pg_depend')
    if (!tables.delete(0)) catalogs.clear()
    if (unreadable !== this.#unreadable) for (const { catalog } of UNREADABLE) catalogs.add(catalog)
    this.#unreadable = unreadable
    // What is granted on members of extensions stands outside relations.
    if (found.system === true || ofMember) catalogs.add('pg_init_privs')
    if (found.seldom !== undefined) {
      const seldom = this.#seldom.enter(found.seldom.rows, found.seldom.catalogs)
      for (const catalog of seldom.catalogs) catalogs.add(catalog)
      everything ||= seldom.everything
    }
    const { cluster = this.#cluster } = found
    const isOther = cluster !== this.#cluster
    this.#cluster = cluster
    if (!everything) await this.#addDependents(reprinted, tables, catalogs)
    return { everything, first, catalogs, cluster: isOther, relations: tables }
  }

  /**
   * The oids of those of the relations that are still there, with their indexes, in portions that are read one by one; and the kinds of
   * object that may belong to them.
   */
  remaining(relations: ReadonlySet<number>): {
    readonly oids: readonly (readonly number[])[]
    readonly kinds: readonly Kind[]
  } {
    const relkinds = new Map<number, string>()
    for (const oid of relations) {
      const row = this.#rowsOf('pg_class').get(String(oid))
      if (row !== undefined) relkinds.set(oid, row.prints.charAt(0))
    }
    const kinds = RELATION_KINDS.filter(({ relkinds: letters, rows }) =>
      [...relkinds].some(
        ([oid, letter]) =>
          (letters?.includes(letter) ?? true) && (rows === undefined || this.#rowsOf(rows).has(oid)),
      ),
    )
    const withIndexes = (oid: number): number[] => [oid, ...[...this.#indexes.idsOf(oid)].map(Number)]
    const oids = [...portions([...relkinds.keys()], AT_ONCE)].map((some) => some.flatMap(withIndexes))
    return { oids, kinds }
  }

  #rowsOf(catalog: string): KnownRows {
    return this.#known.get(catalog) ?? new KnownRows()
  }

  /** Remembers changed rows. Gives what other definitions print that is another now. */
  #enter(
    catalog: string,
    changed: readonly ChangedRow[],
    relations: Set<number>,
    there: ReadonlySet<number>,
  ): readonly Reprinted[] {
    const known = this.#rowsOf(catalog)
    const isColumn = catalog === 'pg_attribute'
    const reprinted = new Map<string, Reprinted>()
    for (const [id, relation, prints] of changed) {
      const before = known.get(id)
      if (before?.prints !== prints && (before !== undefined || (isColumn && there.has(relation)))) {
        const by: Reprinted['by'] = before === undefined || isDropped(prints) ? 'columns' : 'name'
        const of = isColumn ? { catalog: 'pg_class', oid: relation, by } : { catalog, oid: Number(id), by }
        reprinted.set(`${of.oid} ${by}`, of)
      }
      if (before !== undefined) relations.add(before.relation)
      relations.add(relation)
      known.set(id, { relation, prints })
    }
    return [...reprinted.values()]
  }

  async #addDependents(of: readonly Reprinted[], tables: Set<number>, catalogs: Set<string>): Promise<void> {
    if (of.length === 0) return
    const dependents = await this.dependentsOf(of)
    for (const oid of this.#tables(new Set(dependents.relations))) if (oid !== 0) tables.add(oid)
    for (const catalog of dependents.catalogs) catalogs.add(catalog)
    // A label is told with the name of what it is on, and does not depend on it.
    if (of.some(({ by }) => by === 'name')) catalogs.add('pg_seclabel')
  }

  /** Drops what is no longer there, and with a relation all that belonged to it. */
  #forgetGone({ catalog }: Source, gone: readonly string[], relations: Set<number>): void {
    const known = this.#rowsOf(catalog)
    for (const id of gone) {
      const row = known.delete(id)
      if (row !== undefined) relations.add(row.relation)
      if (catalog === 'pg_class') this.#forgetRelation(id, relations)
    }
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

/** A dropped column's row stays, under a name like `........pg.dropped.2........`: src/backend/catalog/heap.c (RemoveAttributeById). */
const isDropped = (prints: string): boolean => prints.startsWith('........pg.dropped.')

/** Another name of what is there before and after. What comes is printed by nothing yet, and what goes by nothing any more. */
function hasRenamed(before: Names, after: Names): boolean {
  return Object.entries(before).some(([id, name]) => (after[id] ?? name) !== name)
}
