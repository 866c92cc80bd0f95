/**
 * How one kind of catalog object is read. Adding a kind is a file in `kinds/` and a line in `all.ts`.
 *
 * `sql` gives a SELECT with exactly these columns, one row an object:
 * `kind, relation, oid, schema, name, identity, parent, properties, minor`.
 * `relation` is the oid of the relation the object belongs to, 0 for objects outside relations; `identity` and `parent`
 * are as in CatalogObject; `properties` and `minor` are jsonb, a null property counts as absent; the members `generated_name` and
 * `facts` of `minor` are CatalogObject's.
 * The SELECT may use the common table expression `relation` of `statement.ts`.
 */
export interface Kind {
  /** The kinds of object it gives; most give one. */
  readonly kinds: readonly string[]
  /** Objects of one slot share their names. */
  readonly slot: string
  /**
   * `relation`: its objects belong to relations, and are read anew when something of their relation changed.
   * `database`: they stand outside relations, and are read anew when a catalog changed
   * that `sql` names. `sources.ts` says what did.
   */
  readonly scope: 'relation' | 'database'
  /** Letters of pg_class.relkind of the relations its objects belong to; left out where they may belong to any. */
  readonly relkinds?: string
  /**
   * The catalog in which a row stands for each of these objects: where there is none, of the relation or at all, the kind need not be
   * read. It need not be given where the SELECT reads one catalog under the name `x`.
   */
  readonly rows?: string
  /** @param version the server's version number, such as 170010 */
  readonly sql: (version: number) => string
}
