import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { DatabaseTarget } from '../../src/model/server.js'
import type { Direction } from '../../src/model/step.js'
import { testPython } from '../support/python.js'

/** One step of one revision. */
export type Step = readonly [revision: string, direction: Direction]

/** Where the steps failed, if they did. */
export interface Answer {
  readonly failed: number | null
  readonly error: string | null
}

/** A Python process that runs single steps of projects. */
export interface Runner {
  /** Runs steps, each in a transaction of its own, up to the first that fails. */
  run(project: string, database: DatabaseTarget, steps: readonly Step[]): Promise<Answer>
  close(): void
}

export function startRunner(): Runner {
  const script = join(import.meta.dirname, 'judge.py')
  const child = spawn(testPython(), [script], { stdio: ['pipe', 'pipe', 'inherit'] })
  const waiting: ((answer: Answer) => void)[] = []
  createInterface({ input: child.stdout }).on('line', (line) => waiting.shift()?.(JSON.parse(line) as Answer))
  return {
    close: () => void child.stdin.end(),
    run: (project, database, steps) =>
      new Promise((resolve) => {
        waiting.push(resolve)
        child.stdin.write(`${JSON.stringify({ project, url: urlOf(database), steps })}\n`)
      }),
  }
}

function urlOf({ host, port, user, database }: DatabaseTarget): string {
  return `postgresql+psycopg2://${user}@/${database}?host=${encodeURIComponent(host)}&port=${port}`
}
