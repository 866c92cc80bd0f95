/** A name as a statement writes it; `schema` is null where it names none. */
export interface WrittenName {
  readonly schema: string | null
  readonly name: string
}

/** What one statement of a migration says that it does to one object. */
export interface Intent {
  readonly act: 'create' | 'drop' | 'rename' | 'move' | 'alter' | 'refresh'
  /** As in CatalogObject. */
  readonly kind: string
  /** What it names; a dropped column's or constraint's own name, with its table in `on`. */
  readonly target: WrittenName
  /** The relation of an index, trigger, rule, policy, column or constraint. */
  readonly on: WrittenName | null
  /** After a rename the name, after a move the schema. */
  readonly becomes: string | null
  readonly cascade: boolean
  /** IF EXISTS, or IF NOT EXISTS. */
  readonly conditional: boolean
  /** OR REPLACE. */
  readonly replaces: boolean
  readonly concurrently: boolean
  readonly withNoData: boolean
  /** Of CREATE: the names of the columns, of an index those it is on; absent where the statement does not tell them all. */
  readonly columns?: readonly string[]
  /** Of CREATE INDEX. */
  readonly unique?: boolean
  /** Of CREATE INDEX: with a WHERE clause. */
  readonly partial?: boolean
  /** Position among the leg's statements. */
  readonly statement: number
}

/** What a leg's statements say, in their order. */
export interface Intents {
  readonly all: readonly Intent[]
  /** Positions of statements that may do more than their text tells: DO blocks, calls, ROLLBACK, and what the parser cannot read. */
  readonly opaque: readonly number[]
}

/** True for an extension made only where it was missing: it may have stood before, and belong to others. */
export function mayBeShared(
  object: { kind: string; schema: string | null; name: string },
  { all }: Intents,
): boolean {
  return (
    object.kind === 'extension' &&
    all.some(
      ({ act, kind, conditional, target }) =>
        act === 'create' && kind === object.kind && conditional && mayMean(target, object),
    )
  )
}

/** True when a written name may mean an object: one that names no schema is found by the search_path. */
export function mayMean(
  { schema, name }: WrittenName,
  object: { schema: string | null; name: string },
): boolean {
  return name === object.name && (schema === null || schema === object.schema)
}
