import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { testPython } from '../support/python.js'

/** A Python that has Alembic imported already. */
export interface WarmPython {
  /** What starts it: takes the place of the project's Python. */
  readonly command: readonly string[]
  close(): Promise<void>
}

/** Starts the process from which all others are forked; it ends with this one. */
export async function warmPython(): Promise<WarmPython> {
  const folder = mkdtempSync(join(tmpdir(), 'matview-check-warm-'))
  const socket = join(folder, 'socket')
  const script = join(import.meta.dirname, 'warm.py')
  const child = spawn(testPython(), [script, 'serve', socket], { stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  await Promise.race([
    once(child.stdout, 'data'),
    ended.then(() => Promise.reject(new Error('warm.py ended before it was ready'))),
  ])
  return {
    // Isolated and without site-packages: the caller itself imports next to nothing.
    command: [testPython(), '-I', '-S', script, socket],
    async close() {
      child.stdin.end()
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
