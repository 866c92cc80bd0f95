/**
 * One statement. `{7}` in it stands for the name of thing 7, `{7.x}` for x in the schema of thing 7, `{7!}` for
 * its name in Python, `{7@}` for the keyword argument with its schema. `python`, where given, is the same as an Alembic operation.
 */
export interface Statement {
  readonly sql: string
  readonly python?: string
  /** PostgreSQL refuses it in a transaction block. */
  readonly alone?: boolean
  /** Number of the operation in its revision that it is a part of, either way. */
  readonly part?: number
}

/** Something that can be put on a thing and taken off it again: an index, a comment, a grant, a column, an option. */
export interface Extra {
  /** Unique on its thing. Those that begin alike (`comment`) can take each other's place. */
  readonly key: string
  readonly make: Statement
  readonly drop: Statement
  /** Numbers of the things that `make` names beside its own. */
  readonly needs?: readonly number[]
  /** Key of the extra of the same thing without which this cannot be. */
  readonly on?: string
  /** The columns of its thing that it stands on. */
  readonly columns?: readonly string[]
  readonly branch: string
}

export interface Column {
  readonly name: string
  readonly type: string
}

export type ThingKind =
  | 'schema'
  | 'enum'
  | 'domain'
  | 'composite'
  | 'function'
  | 'trigger function'
  | 'sequence'
  | 'table'
  | 'partitioned'
  | 'partition'
  | 'view'
  | 'materialized view'
  | 'range'
  | 'procedure'
  | 'aggregate'
  | 'operator'
  | 'operator family'
  | 'collation'
  | 'text search dictionary'
  | 'text search configuration'
  | 'foreign-data wrapper'
  | 'server'
  | 'foreign table'
  | 'publication'
  | 'large object'

/** An object with all that hangs on it. Making it is `define` and then every extra in order. */
export interface Thing {
  readonly id: number
  readonly kind: ThingKind
  name: string
  schema: string | null
  /** How it is made now; a redefinition takes another. */
  define: Statement
  readonly drop: Statement
  extras: Extra[]
  readonly needs: readonly number[]
  readonly columns: Column[]
  /** Columns of other things that it reads, as `7.c`. */
  readonly uses: readonly string[]
  /** Gives another definition with the same columns at the same places, and maybe one more. */
  readonly variant?: (number: number) => { define: Statement; replace: Statement | null }
  variantNumber: number
  readonly noData: boolean
  /** False once PostgreSQL would choose other names if it were made anew. */
  canBeRemade: boolean
  canBeRenamed: boolean
  /** Something hangs on it that a new index, constraint or trigger would spill over to. */
  readonly plainParent: boolean
  branch: string
}

/** The schema as it stands at one point of the history. */
export class Model {
  readonly things = new Map<number, Thing>()
  #count = 0

  next(): number {
    return ++this.#count
  }

  get(id: number): Thing {
    const thing = this.things.get(id)
    if (thing === undefined) throw new Error(`there is no thing ${id}`)
    return thing
  }

  all(...kinds: readonly ThingKind[]): Thing[] {
    return [...this.things.values()].filter(({ kind }) => kinds.includes(kind))
  }

  /** Numbers of all things that stand directly on this one. */
  dependents(id: number): Thing[] {
    return [...this.things.values()].filter((thing) => this.needs(thing).has(id))
  }

  needs({ needs, extras }: Thing): Set<number> {
    return new Set([...needs, ...extras.flatMap((extra) => extra.needs ?? [])])
  }

  /** Everything that stands on a thing, however far up, each before those that stand on it. */
  above(id: number): Thing[] {
    const found = new Set<Thing>()
    const visit = (one: number): void =>
      this.dependents(one).forEach((thing) => {
        found.delete(thing)
        found.add(thing)
        visit(thing.id)
      })
    visit(id)
    return [...found]
  }

  /** True when it can be read: no materialized view below it, itself included, is unpopulated. */
  readable(id: number): boolean {
    const thing = this.get(id)
    if (thing.kind === 'materialized view')
      return !thing.noData || thing.extras.some(({ key }) => key === 'refresh')
    return thing.kind !== 'view' || thing.needs.every((below) => this.readable(below))
  }

  /** The statement with every name filled in. */
  render({ sql, python, alone }: Statement): Statement {
    const fill = (text: string): string =>
      text.replaceAll(
        /\{(\d+)(?:([!@])|\.([^}]+))?\}/g,
        (_, id: string, python?: string, inside?: string) => {
          const { name, schema } = this.get(Number(id))
          const prefix = schema === null ? '' : `${schema}.`
          if (inside !== undefined) return prefix + inside
          if (python === undefined) return prefix + name
          const bare = (one: string): string => `"${one.replace(/^"(.*)"$/, '$1')}"`
          if (python === '!') return bare(name)
          return schema === null ? '' : `, schema=${bare(schema)}`
        },
      )
    return {
      sql: fill(sql),
      ...(python === undefined ? {} : { python: fill(python) }),
      ...(alone ? { alone } : {}),
    }
  }

  /** Statements that make a thing whole. */
  makes(thing: Thing): Statement[] {
    return [thing.define, ...thing.extras.map(({ make }) => make)].map((one) => this.render(one))
  }
}
