import type { DatabaseTarget } from '../../src/model/server.js'
import { startJudge, type Judge as Dumper } from '../support/pg-dump.js'
import { difference, stateOf } from './dumped.js'
import { startRunner, type Answer, type Step } from './runner.js'

/**
 * Says by means that share nothing with a snapshot whether a revision comes back: pg_dump's text and the populated state, and
 * a runner of its own.
 */
export interface Judge {
  /** Where checks may run: the same server. */
  readonly databaseUrl: string
  readonly version: string
  /** What is wrong with each wanted revision, in words; null when nothing shows. `order` is the whole history, bases first. */
  revisions(project: string, order: readonly string[], wanted: Iterable<string>): Promise<Verdicts>
  /** The same for the walk from the heads down to the base and up again. */
  walk(project: string, order: readonly string[]): Promise<string | null>
  close(): Promise<void>
}

export type Verdicts = ReadonlyMap<string, string | null>

/** Starts the server, pg_dump's judge and a Python process. */
export async function openJudge(): Promise<Judge> {
  const dumper = await startJudge()
  const runner = startRunner()
  const { host, port, user } = dumper.server.target
  const within = async <T>(making: Promise<DatabaseTarget>, work: (at: DatabaseTarget) => Promise<T>) => {
    const database = await making
    return work(database).finally(() => dumper.server.drop(database))
  }
  const bench = (project: string): Bench => ({
    dumper,
    run: (database, steps) => runner.run(project, database, steps),
    within,
  })
  return {
    databaseUrl: `postgresql://${user}@localhost:${port}/postgres?host=${encodeURIComponent(host)}`,
    version: dumper.version,
    revisions: async (project, order, wanted) => {
      const asked = new Set(wanted)
      if (asked.size === 0) return new Map()
      return within(dumper.server.create(), (database) =>
        judgeEach(bench(project), new Climb(bench(project), database, order), asked),
      )
    },
    walk: (project, order) =>
      within(dumper.server.create(), (database) => judgeWalk(bench(project), database, order)),
    async close() {
      runner.close()
      await dumper.server.close()
    },
  }
}

/** What a judgement needs. */
interface Bench {
  readonly dumper: Dumper
  /** Runs steps, each in a transaction of its own, up to the first that fails. */
  readonly run: (database: DatabaseTarget, steps: readonly Step[]) => Promise<Answer>
  readonly within: <T>(
    making: Promise<DatabaseTarget>,
    work: (database: DatabaseTarget) => Promise<T>,
  ) => Promise<T>
}

/** A database that is only ever upgraded, whatever fails on the way. */
class Climb {
  #done = 0

  constructor(
    private readonly bench: Bench,
    readonly database: DatabaseTarget,
    readonly order: readonly string[],
  ) {}

  /** Up to where so many revisions of the order were upgraded. */
  async to(count: number): Promise<void> {
    while (this.#done < count) {
      const steps = this.order.slice(this.#done, count).map((id): Step => [id, 'upgrade'])
      const { failed } = await this.bench.run(this.database, steps)
      this.#done += failed === null ? steps.length : failed + 1
    }
  }
}

/** Judges what is wanted on copies of the climbing database. */
async function judgeEach(bench: Bench, climb: Climb, wanted: ReadonlySet<string>): Promise<Verdicts> {
  const verdicts = new Map<string, string | null>()
  for (const [at, id] of climb.order.entries()) {
    if (!wanted.has(id)) continue
    await climb.to(at)
    const copy = bench.dumper.server.clone(climb.database)
    verdicts.set(id, await bench.within(copy, (database) => judgeOne(bench, climb, database, at)))
  }
  return verdicts
}

/** pg_dump takes longer than all the steps: it runs only where the steps passed, and what `climb` reaches need not be told twice. */
async function judgeOne(
  bench: Bench,
  climb: Climb,
  copy: DatabaseTarget,
  at: number,
): Promise<string | null> {
  const { dumper, run } = bench
  const id = climb.order[at] ?? ''
  const there = await run(copy, [
    [id, 'upgrade'],
    [id, 'downgrade'],
  ])
  if (there.failed !== null)
    return `the ${there.failed === 0 ? 'upgrade' : 'downgrade'} fails: ${there.error}`
  const left = difference(await stateOf(dumper, climb.database), await stateOf(dumper, copy))
  if (left !== null) return `after the downgrade: ${left}`
  const again = await run(copy, [[id, 'upgrade']])
  if (again.failed !== null) return `the second upgrade fails: ${again.error}`
  await climb.to(at + 1)
  const differs = difference(await stateOf(dumper, climb.database), await stateOf(dumper, copy))
  return differs === null ? null : `after the second upgrade: ${differs}`
}

async function judgeWalk(
  { dumper, run }: Bench,
  database: DatabaseTarget,
  order: readonly string[],
): Promise<string | null> {
  const up = order.map((id): Step => [id, 'upgrade'])
  const down = [...order].reverse().map((id): Step => [id, 'downgrade'])
  const bottom = await stateOf(dumper, database)
  if ((await run(database, up)).failed !== null) return 'the way up fails'
  const top = await stateOf(dumper, database)
  const walked = await run(database, down)
  if (walked.failed !== null) return `the way down fails: ${walked.error}`
  const left = difference(bottom, await stateOf(dumper, database))
  if (left !== null) return `at the bottom: ${left}`
  if ((await run(database, up)).failed !== null) return 'the second way up fails'
  return difference(top, await stateOf(dumper, database))
}
