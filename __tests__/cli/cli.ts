import { spawn, type ChildProcess } from 'node:child_process'
import { join, resolve } from 'node:path'
import { testPython } from '../support/python.js'

/** How a run of the built command line ended. */
export interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

const CLI = resolve('dist', 'cli.js')

/** Starts the built command line in a folder, as a user's shell would; nothing of this process's own variables reaches it. */
export function start(
  directory: string,
  words: readonly string[],
  env: Record<string, string> = {},
): ChildProcess {
  const surroundings = { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', ...env }
  return spawn(process.execPath, [CLI, ...words], {
    cwd: directory,
    env: surroundings,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

/** Waits for the end of a run. */
export function ended(child: ChildProcess): Promise<Ended> {
  let out = ''
  let err = ''
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (out += text))
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (err += text))
  return new Promise((done) => child.on('close', (code) => done({ code, out, err })))
}

/** `check` on a project, on this jest run's server. */
export function check(directory: string, ...more: string[]): Promise<Ended> {
  const server = process.env['TEST_DATABASE_URL'] ?? ''
  const words = ['check', '--config', join(directory, 'alembic.ini'), '--python', testPython()]
  return ended(start(directory, [...words, '--database-url', server, ...more]))
}
