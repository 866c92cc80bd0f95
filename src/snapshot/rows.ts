/** A row as the tracker remembers it. */
export interface KnownRow {
  readonly relation: number
  readonly prints: string
}

/** The rows of one source that are known to be there, by id and by the relation they belong to. */
export class KnownRows {
  readonly #byId = new Map<string, KnownRow>()
  readonly #byRelation = new Map<number, Set<string>>()

  get size(): number {
    return this.#byId.size
  }

  get(id: string): KnownRow | undefined {
    return this.#byId.get(id)
  }

  ids(): Iterable<string> {
    return this.#byId.keys()
  }

  /** The ids that were entered last, at most so many. */
  newest(count: number): string[] {
    return [...this.#byId.keys()].slice(-count)
  }

  idsOf(relation: number): Iterable<string> {
    return this.#byRelation.get(relation) ?? []
  }

  /** True when rows belong to the relation. */
  has(relation: number): boolean {
    return this.#byRelation.has(relation)
  }

  set(id: string, row: KnownRow): void {
    this.delete(id)
    this.#byId.set(id, row)
    const ids = this.#byRelation.get(row.relation)
    if (ids === undefined) this.#byRelation.set(row.relation, new Set([id]))
    else ids.add(id)
  }

  /** Gives the row that was there. */
  delete(id: string): KnownRow | undefined {
    const row = this.#byId.get(id)
    if (row === undefined) return undefined
    this.#byId.delete(id)
    const ids = this.#byRelation.get(row.relation)
    ids?.delete(id)
    if (ids?.size === 0) this.#byRelation.delete(row.relation)
    return row
  }

  deleteRelation(relation: number): void {
    for (const id of this.#byRelation.get(relation) ?? []) this.#byId.delete(id)
    this.#byRelation.delete(relation)
  }
}
