import pg from 'pg'
import { diff } from '../../../src/diff/index.js'
import type { Snapshot } from '../../../src/model/catalog.js'
import type { Change } from '../../../src/model/change.js'
import { clientConfig, type DatabaseTarget } from '../../../src/model/server.js'
import { openSnapshots, type SnapshotReader } from '../../../src/snapshot/index.js'
import type { Judge } from '../../support/pg-dump.js'
import { difference, entries } from './dump.js'
import type { Pair } from './pair.js'
import { SETUP } from './setup.js'

/** What the two said of one pair; lists are empty where nothing was seen. */
export interface Verdict {
  /** Why the pair could not be run. */
  readonly error: string | null
  readonly pgDump: readonly string[]
  readonly ours: readonly string[]
  /** What is not as before after the undo. */
  readonly pgDumpLeft: readonly string[]
  readonly oursLeft: readonly string[]
}

interface State {
  readonly dump: readonly string[]
  readonly snapshot: Snapshot
}

/** One database that holds SETUP, with one reader that lives through all pairs; made anew when a pair leaves traces. */
class Bench {
  private constructor(
    private readonly judge: Judge,
    private readonly target: DatabaseTarget,
    private readonly session: pg.Client,
    private readonly reader: SnapshotReader,
  ) {}

  static async open(judge: Judge): Promise<Bench> {
    const target = await judge.server.create()
    const session = new pg.Client(clientConfig(target))
    session.on('error', () => undefined)
    await session.connect()
    await session.query(SETUP)
    return new Bench(
      judge,
      target,
      session,
      await openSnapshots(target, { schema: null, name: 'alembic_version' }, null),
    )
  }

  async close(): Promise<void> {
    await this.reader.close()
    await this.session.end()
  }

  async state(): Promise<State> {
    const [dump, snapshot] = await Promise.all([this.judge.dump(this.target), this.reader.take()])
    return { dump: entries(dump), snapshot }
  }

  /** Statement by statement: some of them refuse to run in one transaction with others. */
  async run(sql: string): Promise<void> {
    for (const statement of sql.replaceAll(':db', this.target.database).split(/;(?= |$)(?! end)/))
      await this.session.query(statement)
  }
}

/** Runs the pairs one after the other in a database; each starts where the one before ended. */
export async function tryAll(judge: Judge, pairs: readonly Pair[]): Promise<Map<Pair, Verdict>> {
  const verdicts = new Map<Pair, Verdict>()
  let bench: Bench | null = null
  let before: State | null = null
  try {
    for (const pair of pairs) {
      bench ??= await Bench.open(judge)
      before ??= await bench.state()
      const { verdict, after } = await tryOne(bench, pair, before)
      verdicts.set(pair, verdict)
      before = after
      if (after !== null) continue
      await bench.close()
      bench = null
    }
    return verdicts
  } finally {
    await bench?.close()
  }
}

async function tryOne(
  bench: Bench,
  { change, undo }: Pair,
  before: State,
): Promise<{ verdict: Verdict; after: State | null }> {
  const verdict = { error: null, pgDump: [], ours: [], pgDumpLeft: [], oursLeft: [] }
  try {
    await bench.run(change)
    const changed = seen(before, await bench.state())
    await bench.run(undo)
    const after = await bench.state()
    const left = seen(before, after)
    const clean = left.pgDump.length + left.ours.length === 0
    return {
      verdict: { error: null, ...changed, pgDumpLeft: left.pgDump, oursLeft: left.ours },
      after: clean ? after : null,
    }
  } catch (error) {
    return { verdict: { ...verdict, error: (error as Error).message }, after: null }
  }
}

function seen(before: State, after: State): Pick<Verdict, 'pgDump' | 'ours'> {
  return {
    pgDump: difference(before.dump, after.dump),
    ours: diff(before.snapshot, after.snapshot).map(text),
  }
}

function text(change: Change): string {
  const told = change.type === 'altered' ? change.differences.map(({ property }) => property).join(', ') : ''
  const below = change.children.length > 0 ? ` (${change.children.map(text).join('; ')})` : ''
  return `${change.type} ${change.object.kind} ${change.object.identity}${told ? `: ${told}` : ''}${below}`
}
