import { spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { clientConfig, type DatabaseTarget } from '../../src/model/server.js'
import type { Direction } from '../../src/model/step.js'
import { startJudge, type Judge as Dumper } from '../support/pg-dump.js'
import { testPython } from '../support/python.js'

type Step = readonly [revision: string, direction: Direction]
interface Answer {
  readonly failed: number | null
  readonly error: string | null
}

/**
 * Says by means that share nothing with a snapshot whether a revision comes back: pg_dump's text and the populated state, and
 * a runner of its own.
 */
export interface Judge {
  /** Where checks may run: the same server. */
  readonly databaseUrl: string
  readonly version: string
  /** What is wrong with a revision, in words; null when nothing shows. `order` is the whole history, bases first. */
  revision(project: string, order: readonly string[], revision: string): Promise<string | null>
  /** The same for the walk from the heads down to the base and up again. */
  walk(project: string, order: readonly string[]): Promise<string | null>
  close(): Promise<void>
}

/** Starts the server, pg_dump's judge and a Python process. */
export async function openJudge(): Promise<Judge> {
  const dumper = await startJudge()
  const runner = startRunner()
  const { host, port, user } = dumper.server.target
  const within = async <T>(work: (database: DatabaseTarget) => Promise<T>): Promise<T> => {
    const database = await dumper.server.create()
    return work(database).finally(() => dumper.server.drop(database))
  }
  return {
    databaseUrl: `postgresql://${user}@localhost:${port}/postgres?host=${encodeURIComponent(host)}`,
    version: dumper.version,
    revision: (project, order, revision) =>
      within(async (database) => {
        const run = (...steps: Step[]): Promise<Answer> => runner.run(project, urlOf(database), steps)
        for (const id of order.slice(0, order.indexOf(revision))) await run([id, 'upgrade'])
        const before = await stateOf(dumper, database)
        const upgrade = await run([revision, 'upgrade'])
        if (upgrade.failed !== null) return `the upgrade fails: ${upgrade.error}`
        const up = await stateOf(dumper, database)
        const downgrade = await run([revision, 'downgrade'])
        if (downgrade.failed !== null) return `the downgrade fails: ${downgrade.error}`
        const left = difference(before, await stateOf(dumper, database))
        if (left !== null) return `after the downgrade: ${left}`
        const again = await run([revision, 'upgrade'])
        if (again.failed !== null) return `the second upgrade fails: ${again.error}`
        const differs = difference(up, await stateOf(dumper, database))
        return differs === null ? null : `after the second upgrade: ${differs}`
      }),
    walk: (project, order) =>
      within(async (database) => {
        const up = order.map((id): Step => [id, 'upgrade'])
        const down = [...order].reverse().map((id): Step => [id, 'downgrade'])
        const run = (steps: readonly Step[]): Promise<Answer> => runner.run(project, urlOf(database), steps)
        const bottom = await stateOf(dumper, database)
        if ((await run(up)).failed !== null) return 'the way up fails'
        const top = await stateOf(dumper, database)
        const walked = await run([...down])
        if (walked.failed !== null) return `the way down fails: ${walked.error}`
        const left = difference(bottom, await stateOf(dumper, database))
        if (left !== null) return `at the bottom: ${left}`
        if ((await run(up)).failed !== null) return 'the second way up fails'
        return difference(top, await stateOf(dumper, database))
      }),
    async close() {
      runner.child.stdin?.end()
      await dumper.server.close()
    },
  }
}

function urlOf({ host, port, user, database }: DatabaseTarget): string {
  return `postgresql+psycopg2://${user}@/${database}?host=${encodeURIComponent(host)}&port=${port}`
}

function startRunner(): {
  child: ChildProcess
  run(project: string, url: string, steps: readonly Step[]): Promise<Answer>
} {
  const script = join(import.meta.dirname, 'judge.py')
  const child = spawn(testPython(), [script], { stdio: ['pipe', 'pipe', 'inherit'] })
  const waiting: ((answer: Answer) => void)[] = []
  createInterface({ input: child.stdout }).on('line', (line) => waiting.shift()?.(JSON.parse(line) as Answer))
  return {
    child,
    run: (project, url, steps) =>
      new Promise((resolve) => {
        waiting.push(resolve)
        child.stdin.write(`${JSON.stringify({ project, url, steps })}\n`)
      }),
  }
}

type State = ReadonlySet<string>

/** The parts of pg_dump's text in no order, and which materialized views are populated. */
async function stateOf(dumper: Dumper, database: DatabaseTarget): Promise<State> {
  const text = await dumper.dump(database)
  const parts = text.split(/^(?=-- (?:Data for )?Name: )/m).slice(1)
  const client = new pg.Client(clientConfig(database))
  await client.connect()
  const { rows } = await client
    .query<{ name: string }>(
      `select oid::regclass::text as name from pg_class where relkind = 'm' and relispopulated`,
    )
    .finally(() => client.end())
  const schema = parts.filter(
    (part) => !/^.* Type: (SEQUENCE SET|.* DATA);/.test(part) && part.startsWith('-- Name'),
  )
  return new Set([...schema.map(unordered), ...rows.map(({ name }) => `populated: ${name}`)])
}

/**
 * pg_dump writes grants in the order in which they were given, and a table's columns in that of their making; the first means
 * nothing, and the second is worth a notice only.
 */
function unordered(part: string): string {
  const lines = part
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('--') && !/^\\(un)?restrict /.test(line))
  const head = /^-- Name: .*? Type: (\w[\w ]*);/.exec(part)?.[1] ?? ''
  const isList =
    head === 'ACL' || (head.startsWith('TABLE') && lines.some((line) => line.startsWith('CREATE')))
  return [head, ...(isList ? lines.map((line) => line.replace(/,$/, '')).sort() : lines)].join('\n')
}

function difference(before: State, after: State): string | null {
  const gone = [...before].find((part) => !after.has(part))
  const came = [...after].find((part) => !before.has(part))
  if (gone === undefined && came === undefined) return null
  return [gone === undefined ? '' : `missing ${gone}`, came === undefined ? '' : `there is ${came}`]
    .filter(Boolean)
    .join('; ')
    .replaceAll('\n', ' ')
}
