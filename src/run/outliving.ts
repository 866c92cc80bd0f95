import type { CatalogObject, ObjectKey, Snapshot } from '../model/catalog.js'
import { saysToDo, touchesCluster, withoutBodies } from '../model/cluster-statement.js'
import { quoteIdentifier } from '../model/sql.js'
import type { StepReport } from '../model/step.js'

type Cluster = NonNullable<Snapshot['cluster']>

/** The kinds with an oid of their own, by which one is known under another name. */
const OWN_OID = new Set(['role', 'tablespace'])

interface Made {
  readonly oid: number
  readonly kind: string
  /** The statement that drops or revokes it. */
  readonly undo: string
  /**
   * True when a plain statement made it, which fails where the object is there already: then nobody else can have made it. A step
   * that failed may have been rolled back, and have made way for somebody else's.
   */
  readonly certain: boolean
}

/** How to reach the server outside all scratch databases. */
export interface Outside {
  /** Reads what belongs to the whole server. */
  readonly read: () => Promise<Cluster>
  readonly query: (sql: string) => Promise<readonly unknown[]>
  /** True when no other run of matview-check has a database there. */
  readonly isAlone: () => Promise<boolean>
}

/** The keys of what was dropped, and of what could not be. */
export interface Forgotten {
  readonly dropped: readonly ObjectKey[]
  readonly left: readonly ObjectKey[]
}

/** What the steps of this run made that no database holds: roles and the like. They outlive the scratch databases. */
export class Outliving {
  /** Whether a step may have changed what the server, or the database as a whole, has beside the schema. */
  touched = false
  #known: Cluster | null = null
  readonly #made: Map<ObjectKey, Made>
  #told: string

  /** `tell` is given what was made, as text, whenever that changes; from the last `told` another process can go on. */
  constructor(
    private readonly outside: Outside,
    private readonly tell: (made: string) => void,
    told = '[]',
  ) {
    this.#told = told
    this.#made = new Map(JSON.parse(told) as [ObjectKey, Made][])
  }

  /** Looks at what stands before the first step. */
  async start(): Promise<void> {
    this.#known ??= await this.outside.read()
  }

  /** Remembers what a step made: what it names and what was not there before. */
  async note({ statements, error }: StepReport): Promise<void> {
    const touching = statements.map(({ sql }) => sql).filter(touchesCluster)
    if (touching.length === 0) return
    this.touched = true
    const now = await this.#readNow()
    for (const [key, object] of now) {
      const naming = touching.filter((sql) => saysToDo(sql, 'added', object))
      const made = this.#made.get(key)
      const isOurs = made !== undefined || this.#known?.get(key)?.oid !== object.oid
      if (!isOurs || naming.length === 0) continue
      const plainly = naming.some((sql) => saysToDo(withoutBodies(sql), 'added', object))
      const certain = made?.certain ?? (plainly && error === null)
      const { kind, oid } = object
      this.#made.set(key, { kind, oid, undo: undo(object), certain })
    }
    this.#known = now
    this.#tellMade()
  }

  /**
   * Drops what this run made, once no database of its own needs it. What was made on a condition (a DO block) another run of
   * matview-check may rely on: it goes only at the end, when there is no other.
   */
  async forget(atEnd: boolean): Promise<Forgotten> {
    await this.#readNow()
    const all = atEnd && (await this.outside.isAlone())
    const doomed = [...this.#made].flatMap(([key, { certain }]) => (all || certain ? [key] : []))
    let left = doomed
    for (let before = Infinity; left.length > 0 && left.length < before;) {
      before = left.length
      for (const key of left) await this.#undo(key)
      left = left.filter((key) => this.#made.has(key))
    }
    // What went with another object is gone all the same.
    this.#known = await this.#readNow()
    this.#tellMade()
    left = left.filter((key) => this.#made.has(key))
    return { dropped: doomed.filter((key) => !left.includes(key)), left }
  }

  /** What still depends on another object stays for now. */
  async #undo(key: ObjectKey): Promise<void> {
    const undo = this.#made.get(key)?.undo ?? ''
    await this.outside.query(undo).then(
      () => this.#made.delete(key),
      () => undefined,
    )
  }

  get madeSomething(): boolean {
    return this.#made.size > 0
  }

  /** Reads what stands. A name that has another oid is somebody else's by now; a role of another name is still ours. */
  async #readNow(): Promise<Cluster> {
    const now = await this.outside.read()
    for (const [key, made] of [...this.#made]) {
      if (now.get(key)?.oid === made.oid) continue
      this.#made.delete(key)
      if (!OWN_OID.has(made.kind)) continue
      const renamed = [...now].find(([, { kind, oid }]) => kind === made.kind && oid === made.oid)
      if (renamed) this.#made.set(renamed[0], { ...made, undo: undo(renamed[1]) })
    }
    return now
  }

  #tellMade(): void {
    const made = JSON.stringify([...this.#made])
    if (made !== this.#told) this.tell((this.#told = made))
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
