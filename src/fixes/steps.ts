import { keyOfObject, type CatalogObject, type Snapshot } from '../model/catalog.js'
import { inOrder } from './in-order.js'
import type { Leftover, Leftovers } from './leftovers.js'
import type { Mentions } from './mentions.js'
import { create } from './whole.js'
import { alterOf, dropOf, type Work } from './work.js'

/** One thing to do with one object. */
export interface Step {
  readonly act: 'drop' | 'alter' | 'make'
  /** As it stands for a drop, else as it stood. */
  readonly object: CatalogObject
  /** Of what is altered. */
  readonly leftover: Leftover | null
  readonly sql: readonly string[]
}

/** Steps in their order, and what it comes from. */
export interface Plan {
  readonly steps: readonly Step[]
  readonly turns: readonly Turn[]
}

/**
 * The steps of all works in an order that suits them: what must go, the newest first, then what is altered, then what is made, the oldest
 * first, unless one stands on another.
 */
export function stepsOf(
  works: readonly Work[],
  { before: stood, after: stands }: Leftovers,
  before: Snapshot,
): Plan {
  const all = <T>(of: (work: Work) => ReadonlySet<T>): T[] => [
    ...new Set(works.flatMap((work) => [...of(work)])),
  ]
  const drops = all((work) => work.drops)
    .sort((a, b) => b.oid - a.oid)
    .map((object): Step => ({ act: 'drop', object, leftover: null, sql: dropOf(object) ?? [] }))
  const alters = all((work) => work.alters).flatMap((leftover): Step[] =>
    leftover.was === null
      ? []
      : [{ act: 'alter', object: leftover.was, leftover, sql: alterOf(leftover) ?? [] }],
  )
  const makes = withChildren(
    all((work) => work.makes).sort((a, b) => a.oid - b.oid),
    stood,
  ).map((object): Step => ({ act: 'make', object, leftover: null, sql: create(object, before) ?? [] }))
  const turns = [
    ...takingApart([...drops, ...alters], stands),
    ...puttingUp([...alters, ...makes], stood),
    ...makes.flatMap((step) =>
      drops.filter((one) => isOneName(one, step)).map((first): Turn => [step, first]),
    ),
  ]
  const first = new Map<Step, Step[]>()
  for (const [step, other] of turns) first.set(step, [...(first.get(step) ?? []), other])
  return { steps: inOrder([...drops, ...alters, ...makes], (step) => first.get(step) ?? []), turns }
}

function isOneName({ object: one }: Step, { object: other }: Step): boolean {
  return one.identity === other.identity && one.slot === other.slot
}

/** The first may be done only after the second. */
export type Turn = readonly [step: Step, first: Step]

/** Before something goes, what stands on it goes or is altered so that it no longer does. */
function takingApart(steps: readonly Step[], stands: Mentions): readonly Turn[] {
  const now = ({ leftover, object }: Step): CatalogObject => leftover?.now ?? object
  const stepFor = new Map(steps.map((step) => [now(step), step]))
  const stepOf = (one: CatalogObject): Step | undefined => {
    const above = one.parent === null ? undefined : stands.objects.get(one.parent)
    return stepFor.get(one) ?? (above && stepOf(above))
  }
  return steps.flatMap((step) =>
    stands.above(now(step)).flatMap((one): readonly Turn[] => {
      const other = stepOf(one)
      const isOrdered = other !== undefined && other !== step && (step.act === 'drop' || other.act === 'drop')
      return isOrdered ? [[step, other]] : []
    }),
  )
}

/** Before something is made, or altered back, what it stands on is. */
function puttingUp(steps: readonly Step[], stood: Mentions): readonly Turn[] {
  const stepFor = new Map(steps.map((step) => [step.object, step]))
  return steps.flatMap((first) =>
    stood.above(first.object).flatMap((one): readonly Turn[] => {
      const step = stepFor.get(one)
      return step === undefined ? [] : [[step, first]]
    }),
  )
}

/** Each followed by what hangs on it. */
function withChildren(objects: readonly CatalogObject[], stood: Mentions): readonly CatalogObject[] {
  const chosen = new Set(objects)
  const found = new Set<CatalogObject>()
  const visit = (object: CatalogObject): void => {
    if (!chosen.has(object) || found.has(object)) return
    found.add(object)
    stood.childrenOf(object).forEach(visit)
  }
  const keys = new Set<string | null>(objects.map(keyOfObject))
  const isTop = ({ parent }: CatalogObject): boolean => !keys.has(parent)
  objects.filter(isTop).forEach(visit)
  return [...found]
}
