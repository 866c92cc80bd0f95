import type { CatalogObject } from '../model/catalog.js'
import { mayMean, type Intent, type WrittenName } from '../model/intent.js'

interface Said {
  readonly revision: string
  readonly intent: Intent
}

interface Stripped {
  readonly revision: string
  readonly view: WrittenName
}

interface WrittenIndex {
  readonly name: WrittenName
  readonly on: WrittenName
}

/**
 * What revisions that were only applied say they did, since their changes were not read: what one shard must know of those that another
 * one checks.
 */
export class Applied {
  readonly #created: Said[] = []
  readonly #taken: Said[] = []
  /** The unique indexes by which materialized views can be refreshed concurrently, those of checked revisions among them. */
  #indexes: readonly WrittenIndex[] = []
  #stripped: readonly Stripped[] = []

  /** Enters an upgrade's statements; of a checked one only what statements of others take away. */
  enter(revision: string, intents: readonly Intent[], isApplied: boolean): void {
    const dropped = intents.filter(({ act, kind }) => act === 'drop' && kind === VIEW)
    const made = intents.filter(({ act, kind }) => act === 'create' && kind === VIEW)
    const redefined = made.filter((one) => dropped.some(({ target }) => isSame(target, one.target)))
    const anew = made.filter((one) => !redefined.includes(one))
    this.#stripped = this.#stripped.filter(({ view }) => !anew.some(({ target }) => isSame(target, view)))
    const ready = redefined.filter(({ target }) => this.#isReady(target))
    const bare = intents.flatMap((intent) => this.#follow(intent))
    if (!isApplied) return
    for (const intent of intents) this.#note({ revision, intent })
    const views = [...ready.map(({ target }) => target), ...bare]
    this.#stripped = [...this.#stripped, ...views.map((view) => ({ revision, view }))]
  }

  /** Enters what an upgrade that failed was to make: part of it may stand. */
  enterFailed(revision: string, intents: readonly Intent[]): void {
    for (const intent of intents) if (intent.act === 'create') this.#created.push({ revision, intent })
  }

  makerOf(object: CatalogObject): string | null {
    const created = this.#created.findLast(
      ({ intent }) => intent.kind === object.kind && mayMean(intent.target, object),
    )
    return created?.revision ?? null
  }

  takerOf(view: WrittenName): string | null {
    return this.#taken.findLast(({ intent }) => isSame(intent.target, view))?.revision ?? null
  }

  /** The revisions that took from the materialized view what a concurrent refresh needs; what it was given since is not asked. */
  strippersOf(view: CatalogObject): readonly string[] {
    return this.#stripped.filter((one) => mayMean(one.view, view)).map(({ revision }) => revision)
  }

  #note(said: Said): void {
    const { act, kind } = said.intent
    if (act === 'create') this.#created.push(said)
    if (kind === VIEW && ['drop', 'rename', 'move'].includes(act)) this.#taken.push(said)
    const target = after(said.intent)
    if (target !== null) this.#created.push({ ...said, intent: { ...said.intent, target } })
  }

  /** Keeps the list of indexes; gives the views that lost their last one. */
  #follow(intent: Intent): readonly WrittenName[] {
    const { act, kind, target, on, unique, partial, columns } = intent
    const becomes = after(intent)
    if (becomes !== null)
      this.#indexes = this.#indexes.map((index) => ({
        name: kind === 'index' && isSame(index.name, target) ? becomes : index.name,
        on: kind === VIEW && isSame(index.on, target) ? becomes : index.on,
      }))
    const isUsable = unique === true && partial !== true && columns !== undefined
    if (act === 'create' && kind === 'index' && on !== null && isUsable)
      this.#indexes = [...this.#indexes, { name: target, on }]
    if (act !== 'drop') return []
    const lost = this.#indexes.filter(({ name, on: view }) =>
      kind === 'index' ? isSame(name, target) : kind === VIEW && isSame(view, target),
    )
    this.#indexes = this.#indexes.filter((index) => !lost.includes(index))
    return kind === VIEW ? [] : lost.map((index) => index.on).filter((view) => !this.#isReady(view))
  }

  #isReady(view: WrittenName): boolean {
    return this.#indexes.some(({ on }) => isSame(on, view))
  }
}

const VIEW = 'materialized view'

/** What a rename or a move makes of a name; null for all else. An object of a new name counts as made by whom gave it. */
function after({ act, target, on, becomes }: Intent): WrittenName | null {
  if (becomes === null || on !== null) return null
  if (act === 'rename') return { schema: target.schema, name: becomes }
  return act === 'move' ? { schema: becomes, name: target.name } : null
}

/** True when two written names may mean the same. */
function isSame(a: WrittenName, b: WrittenName): boolean {
  return a.name === b.name && (a.schema === null || b.schema === null || a.schema === b.schema)
}
