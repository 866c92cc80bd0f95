import type { CatalogObject, ObjectKey, Snapshot } from '../model/catalog.js'
import { saysToDo, touchesCluster, withoutBodies } from '../model/cluster-statement.js'
import { quoteIdentifier } from '../model/sql.js'
import type { StepReport } from '../model/step.js'

type Cluster = NonNullable<Snapshot['cluster']>

interface Made {
  readonly object: CatalogObject
  /** True when a plain statement made it, which fails where the object is there already: then nobody else can have made it. */
  readonly certain: boolean
}

/** What the steps of this run made that no database holds: roles and the like. They outlive the scratch databases. */
export class Outliving {
  /** Whether a step may have changed what the server, or the database as a whole, has beside the schema. */
  touched = false
  #known: Cluster | null = null
  readonly #made = new Map<ObjectKey, Made>()

  constructor(
    private readonly read: () => Promise<Cluster>,
    private readonly query: (sql: string) => Promise<unknown>,
  ) {}

  /** Looks at what stands before the first step. */
  async start(): Promise<void> {
    this.#known ??= await this.read()
  }

  /** Remembers what a step made: what it names and what was not there before. */
  async note({ statements }: StepReport): Promise<void> {
    const touching = statements.map(({ sql }) => sql).filter(touchesCluster)
    if (touching.length === 0) return
    this.touched = true
    const now = await this.read()
    for (const [key, { object }] of this.#made) if (now.get(key)?.oid !== object.oid) this.#made.delete(key)
    for (const [key, object] of now) {
      const naming = touching.filter((sql) => saysToDo(sql, 'added', object))
      if (this.#known?.get(key)?.oid === object.oid || naming.length === 0) continue
      const certain = naming.some((sql) => saysToDo(withoutBodies(sql), 'added', object))
      this.#made.set(key, { object, certain })
    }
    this.#known = now
  }

  /**
   * Drops what this run made, once no database of its own needs it. What was made on a condition (a DO block) another run may
   * rely on: it goes only with `all`. Gives what could not be dropped.
   */
  async forget(all: boolean): Promise<readonly string[]> {
    let left = [...this.#made].filter(([, { certain }]) => all || certain)
    for (let before = Infinity; left.length > 0 && left.length < before;) {
      before = left.length
      const failed: typeof left = []
      for (const one of left) {
        const [key, { object }] = one
        await this.query(undo(object)).then(
          () => this.#made.delete(key),
          () => failed.push(one),
        )
      }
      left = failed
    }
    this.#known = await this.read()
    // What went with another object is gone all the same.
    return left.flatMap(([key]) => (this.#known?.has(key) === true ? [key] : []))
  }

  get madeSomething(): boolean {
    return this.#made.size > 0
  }
}

function undo({ kind, identity, properties }: CatalogObject): string {
  const quoted = (property: string): string => quoteIdentifier(String(properties[property]))
  switch (kind) {
    case 'role membership':
      return `revoke ${quoted('role')} from ${quoted('member')}`
    case 'role settings':
      return 'alter role all reset all'
    case 'parameter':
      return `revoke all on parameter ${identity} from ${Object.keys(properties['grants'] ?? {})
        .map((name) => (name === 'PUBLIC' ? 'public' : quoteIdentifier(name)))
        .join(', ')}`
    default:
      return `drop ${kind} ${identity}`
  }
}
