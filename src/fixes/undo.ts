import type { Snapshot } from '../model/catalog.js'
import { everyChange, type Change } from '../model/change.js'
import type { RevisionEvidence } from '../model/evidence.js'
import { leftoversOf, type Leftover, type Leftovers } from './leftovers.js'
import type { Sql } from './mender.js'
import type { Renaming } from './renamed.js'
import { stepsOf, type Plan, type Step } from './steps.js'
import { Planner, type Work } from './work.js'

/** Statements that undo the changes; null when they cannot be told. */
export function undoAll(changes: readonly Change[], before: Snapshot): Sql {
  return new Undo(changes, before).sqlFor(changes)
}

const known = new WeakMap<RevisionEvidence, Undo>()

/** How a revision's downgrade is completed; made when it is asked for, once. */
export function undoingOf(evidence: RevisionEvidence): () => Undo {
  return () => {
    const { notUndone, before } = evidence
    const undo = known.get(evidence) ?? new Undo(notUndone ?? [], before ?? { objects: new Map() })
    known.set(evidence, undo)
    return undo
  }
}

/** How changes are undone so that any of them can be, in one order that suits them all. */
export class Undo {
  readonly #leftovers: Leftovers
  readonly #planner: Planner
  readonly #plan: Plan

  constructor(changes: readonly Change[], before: Snapshot) {
    this.#leftovers = leftoversOf(changes, before)
    const alone = new Planner(this.#leftovers, before)
    const parts = changes.map((change) => alone.workFor(this.#of(change)))
    const anew = parts.filter((work) => alone.canBeDone(work)).flatMap(({ drops }) => [...drops])
    this.#planner = new Planner(this.#leftovers, before, new Set(anew))
    const works = changes.map((change) => this.#planner.workFor(this.#of(change)))
    this.#plan = stepsOf(
      works.filter((work) => this.#planner.canBeDone(work)),
      this.#leftovers,
      before,
    )
  }

  /** Statements that undo some of the changes, or of those below them; null when they cannot be told. */
  sqlFor(changes: readonly Change[]): Sql {
    const leftovers = changes.flatMap((change) => this.#of(change))
    const work = this.#planner.workFor(leftovers)
    if (!this.#planner.canBeDone(work)) return null
    const renamings = new Set<Renaming>(leftovers.flatMap((one) => one.renamings))
    return [
      ...this.#leftovers.renamings.filter((one) => renamings.has(one)).flatMap(({ sql }) => sql),
      ...this.#plan.steps.filter((step) => this.#isIn(step, work)).flatMap(({ sql }) => sql),
    ]
  }

  /** All that can be told, in its order. */
  get all(): readonly string[] {
    return [...this.#leftovers.renamings, ...this.#plan.steps].flatMap(({ sql }) => sql)
  }

  /** The statements without which this one cannot be run, or that cannot be run without it. */
  tiedTo(statement: string): readonly string[] {
    return this.#plan.turns
      .filter((turn) => turn.some(({ sql }) => sql.includes(statement)))
      .flatMap((turn) => turn.flatMap(({ sql }) => sql))
  }

  #of(change: Change): readonly Leftover[] {
    return everyChange([change]).flatMap((one) => this.#leftovers.of.get(one) ?? [])
  }

  #isIn({ act, object, leftover }: Step, { drops, alters, makes }: Work): boolean {
    if (act === 'drop') return drops.has(object) && !this.#planner.goesWithParent(object, drops)
    return leftover === null ? makes.has(object) : alters.has(leftover)
  }
}
