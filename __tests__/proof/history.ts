import type { Environment, Migration } from '../histories/project.js'
import { Model, type Statement } from './model.js'
import { newOperation, type Operation, type Site } from './operations.js'
import { random as seeded, type Random } from './random.js'
import { writeStatements } from './python.js'

/** One revision before it is written as Python, in an order in which it can be applied. */
export interface Revision {
  readonly id: string
  readonly down: readonly string[]
  readonly dependsOn: readonly string[]
  readonly up: readonly Statement[]
  readonly back: readonly Statement[]
}

/** A history that is right by construction. */
export interface RandomHistory {
  readonly seed: number
  readonly environment: Environment
  readonly revisions: readonly Revision[]
}

const TRUNK = 'trunk'

/** Grows a history revision by revision; each operation knows what takes it back. */
class Grower {
  readonly model = new Model()
  readonly revisions: Revision[] = []
  readonly random: Random

  constructor(
    private readonly seed: number,
    private readonly tracked: ReadonlySet<string>,
  ) {
    this.random = seeded(seed)
  }

  grow(): RandomHistory {
    const { random } = this
    const environment = random.pick(['plain', 'plain', 'plain', 'psycopg', 'async'] as const)
    const count = random.int(8, 20)
    let heads = [this.#add([], TRUNK, 3)]
    while (this.revisions.length < count - 4) {
      if (random.chance(0.2)) heads = [this.#fork(heads)]
      else heads = [this.#add(heads, TRUNK)]
    }
    if (random.chance(0.3)) this.#secondBase(heads[0] ?? '')
    else while (this.revisions.length < count) heads = [this.#add(heads, TRUNK)]
    return { seed: this.seed, environment, revisions: this.revisions }
  }

  /** Two branches, their revisions in any order, and the merge. Gives the merge's id. */
  #fork(from: readonly string[]): string {
    const heads = new Map([
      ['left', from],
      ['right', from],
    ])
    for (const branch of heads.keys()) heads.set(branch, [this.#add(heads.get(branch) ?? [], branch)])
    for (let more = this.random.int(0, 3); more > 0; more--) {
      const branch = this.random.pick([...heads.keys()])
      heads.set(branch, [this.#add(heads.get(branch) ?? [], branch)])
    }
    for (const thing of this.model.things.values()) {
      thing.branch = TRUNK
      thing.extras = thing.extras.map((extra) => ({ ...extra, branch: TRUNK }))
    }
    return this.#add([...heads.values()].flat(), TRUNK, this.random.int(0, 1))
  }

  /** A history of its own beside the first, whose later revisions may stand on it. */
  #secondBase(head: string): void {
    const first = this.#add([], 'second', 2)
    this.#add([first], 'second', 2, [head])
  }

  #add(down: readonly string[], branch: string, wanted?: number, dependsOn: readonly string[] = []): string {
    const { model, random } = this
    const alone = branch === 'second' && dependsOn.length === 0
    const visible = (one: { readonly branch: string }): boolean =>
      one.branch === branch || (!alone && one.branch === TRUNK)
    const site: Site = {
      model,
      random,
      branch,
      visible,
      mine: (one) => one.branch === branch,
      tracked: this.tracked,
    }
    const done = this.#operations(site, wanted ?? random.int(1, 4))
    const id = random.int(0x100000, 0xffffff).toString(16) + random.int(0x100000, 0xffffff).toString(16)
    const ticks = this.revisions.length === 0
    this.revisions.push({
      id,
      down,
      dependsOn,
      up: [...(ticks ? [{ sql: 'CREATE SEQUENCE public.ticks' }] : []), ...done.flatMap(({ up }) => up)],
      back: [...done]
        .reverse()
        .flatMap(({ down: back }) => back)
        .concat(ticks ? [{ sql: 'DROP SEQUENCE public.ticks' }] : []),
    })
    return id
  }

  #operations(site: Site, wanted: number): Operation[] {
    const done: Operation[] = []
    for (let tries = 0; done.length < wanted && tries < 60; tries++) {
      const operation = newOperation(site)
      if (operation === null) continue
      const tag = (one: Statement): Statement => ({ ...one, part: done.length })
      done.push({ up: operation.up.map(tag), down: operation.down.map(tag) })
    }
    return done
  }
}

/** A random, correct, reversible history of 8 to 20 revisions. `tracked`: the kinds of object that a snapshot holds. */
export function randomHistory(seed: number, tracked: ReadonlySet<string>): RandomHistory {
  return new Grower(seed, tracked).grow()
}

/** The history as files hold it: SQL and Alembic operations mixed, as authors do. */
export function migrations({ seed, environment, revisions }: RandomHistory): Migration[] {
  const random = seeded(seed + 1)
  return revisions.map(({ id, down, dependsOn, up, back }) => ({
    id,
    down,
    dependsOn,
    up: writeStatements(up, random, environment !== 'async'),
    back: writeStatements(back, random, environment !== 'async'),
  }))
}
