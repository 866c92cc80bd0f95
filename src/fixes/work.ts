import { keyOfObject, type CatalogObject, type ObjectKey, type Snapshot } from '../model/catalog.js'
import type { Leftover, Leftovers } from './leftovers.js'
import type { Sql } from './mender.js'
import { create, menderOf } from './whole.js'

/** What must be done so that something is as it was. */
export interface Work {
  /** What stands and must go; what hangs on it goes with it. */
  readonly drops: ReadonlySet<CatalogObject>
  readonly alters: ReadonlySet<Leftover>
  /** What stood and must be made. */
  readonly makes: ReadonlySet<CatalogObject>
}

/** Finds what must go, be altered and be made with all that stands on it. */
export class Planner {
  constructor(
    private readonly leftovers: Leftovers,
    private readonly before: Snapshot,
    /** What must be made anew anyhow, so that altering it would be in vain. */
    private readonly anew: ReadonlySet<CatalogObject> = new Set(),
  ) {
    for (const one of leftovers.of.values()) if (one.now !== null) this.#byNow.set(keyOfObject(one.now), one)
  }

  readonly #byNow = new Map<ObjectKey, Leftover>()

  workFor(leftovers: readonly Leftover[]): Work {
    const work = {
      drops: new Set<CatalogObject>(),
      alters: new Set<Leftover>(),
      makes: new Set<CatalogObject>(),
    }
    for (const one of leftovers) this.#undo(one, work)
    return work
  }

  /** True when every statement of it can be told. */
  canBeDone({ drops, alters, makes }: Work): boolean {
    return (
      [...drops].every((one) => this.goesWithParent(one, drops) || dropOf(one) !== null) &&
      [...alters].every((one) => alterOf(one) !== null) &&
      [...makes].every((one) => create(one, this.before) !== null)
    )
  }

  /** True when something goes on which the object hangs. */
  goesWithParent({ parent }: CatalogObject, drops: ReadonlySet<CatalogObject>): boolean {
    const above = parent === null ? undefined : this.leftovers.after.objects.get(parent)
    return above !== undefined && (drops.has(above) || this.goesWithParent(above, drops))
  }

  #undo(leftover: Leftover, work: Mutable): void {
    const { was, now, differences } = leftover
    const isAnew = now !== null && (this.anew.has(now) || this.goesWithParent(now, this.anew))
    if (was !== null && now !== null && keyOfObject(was) === keyOfObject(now) && !isAnew) {
      if (differences.every(({ minor }) => minor)) return
      if (alterOf(leftover) !== null) return this.#alter(leftover, now, work)
    }
    if (now !== null) this.#drop(now, work)
    if (was !== null) this.#make(was, work)
  }

  #alter(leftover: Leftover, now: CatalogObject, work: Mutable): void {
    work.alters.add(leftover)
    if (menderOf(now)?.isHeldBack?.(leftover.differences) !== true) return
    for (const one of this.leftovers.after.dependentsOf(now))
      if (one.parent !== now.parent || HOLDS_BACK.has(one.kind)) this.#drop(one, work)
  }

  #drop(now: CatalogObject, work: Mutable): void {
    if (work.drops.has(now)) return
    work.drops.add(now)
    for (const one of this.leftovers.after.dependentsOf(now)) {
      const leftover = this.#byNow.get(keyOfObject(one))
      if (leftover !== undefined && this.#letsGo(leftover, now)) work.alters.add(leftover)
      else this.#drop(one, work)
    }
    for (const one of [now, ...this.#below(now)]) {
      const leftover = this.#byNow.get(keyOfObject(one))
      const was = leftover ? leftover.was : this.leftovers.before.objects.get(keyOfObject(one))
      if (was) this.#make(was, work)
    }
  }

  #below(object: CatalogObject): readonly CatalogObject[] {
    return this.leftovers.after.childrenOf(object).flatMap((child) => [child, ...this.#below(child)])
  }

  #make(was: CatalogObject, work: Mutable): void {
    if (work.makes.has(was)) return
    work.makes.add(was)
    const stands = this.leftovers.after.objects.get(keyOfObject(was))
    if (stands !== undefined && !this.goesWithParent(stands, work.drops)) this.#drop(stands, work)
    for (const child of this.leftovers.before.childrenOf(was)) this.#make(child, work)
  }

  /** True when the object no longer needs the other once it is altered. */
  #letsGo(leftover: Leftover, other: CatalogObject): boolean {
    const { was, now } = leftover
    if (was === null || now === null || keyOfObject(was) !== keyOfObject(now) || this.anew.has(now))
      return false
    return alterOf(leftover) !== null && !this.leftovers.before.needs(was, other)
  }
}

/** What on a column's own table must go before it gets another type; indexes and constraints get it with the column. */
const HOLDS_BACK: ReadonlySet<string> = new Set(['policy', 'rule', 'trigger'])

interface Mutable {
  readonly drops: Set<CatalogObject>
  readonly alters: Set<Leftover>
  readonly makes: Set<CatalogObject>
}

export function dropOf(object: CatalogObject): Sql {
  return menderOf(object)?.drop(object) ?? null
}

export function alterOf({ was, now, differences }: Leftover): Sql {
  if (was === null || now === null) return null
  const change = {
    type: 'altered',
    before: was,
    object: now,
    recreated: false,
    differences,
    children: [],
  } as const
  return menderOf(now)?.alter?.(change) ?? null
}
