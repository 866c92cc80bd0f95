/** An index of a materialized view. */
export interface InventoryIndex {
  readonly name: string
  readonly unique: boolean
}

/** A materialized view as it stands at the heads. Relations are told by their identities. */
export interface InventoryView {
  readonly identity: string
  /** The revision whose upgrade made it last; null when no migration that was run did. */
  readonly revision: string | null
  readonly indexes: readonly InventoryIndex[]
  readonly populated: boolean
  /** True when REFRESH … CONCURRENTLY is accepted. */
  readonly concurrently: boolean
  /** Why it is not accepted, as a clause that follows "because"; null when it is. */
  readonly because: string | null
  /** The relations that its definition names. */
  readonly reads: readonly string[]
  /** Null when it held no rows of which anything could be told. */
  readonly rows: number | null
  readonly bytes: number | null
}

/** What the checked revisions, all together, did to a relation. */
export type Touch = 'created' | 'recreated' | 'altered' | 'dropped'

/** A relation of the dependency graph. */
export interface Relation {
  /** As in CatalogObject. */
  readonly kind: string
  readonly identity: string
  /** Null for one that the checked revisions left alone. */
  readonly touch: Touch | null
  /** Identities of the relations of this graph that it reads. */
  readonly reads: readonly string[]
}

/** The relations in an order in which each stands after what it reads, else by identity. */
export function sourcesFirst(relations: readonly Relation[]): readonly Relation[] {
  const byIdentity = new Map(relations.map((one) => [one.identity, one]))
  const last = (identities: Iterable<string>): string[] => [...identities].toSorted().toReversed()
  const ordered = new Set<Relation>()
  const entered = new Set<string>()
  // The depth is a result file's, which anyone may have written: a list instead of recursion. CREATE OR REPLACE VIEW lets two
  // views read each other.
  const ahead: (string | Relation)[] = last(byIdentity.keys())
  for (let next = ahead.pop(); next !== undefined; next = ahead.pop()) {
    if (typeof next !== 'string') ordered.add(next)
    else if (!entered.has(next)) {
      entered.add(next)
      const relation = byIdentity.get(next)
      if (relation !== undefined) ahead.push(relation, ...last(relation.reads))
    }
  }
  return [...ordered]
}
