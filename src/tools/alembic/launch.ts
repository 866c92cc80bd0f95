import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Starts the driver with `command`, its channel as file descriptor 3 and nothing to read as standard input. */
export function launch(command: readonly string[]): ChildProcess {
  const [program = 'python', ...words] = command
  // A group of its own: Ctrl-C at the terminal reaches only us, and its end takes along what migrations have started.
  return spawn(program, [...words, '-u', driverPath()], {
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    detached: true,
    env: childEnvironment(),
  })
}

/** In a bundle of ncc a `new URL` of an asset is no URL but a path, percent-encoded as in import.meta.url. */
function driverPath(): string {
  const asset: unknown = new URL('./alembic_driver.py', import.meta.url)
  if (typeof asset !== 'string') return fileURLToPath(asset as URL)
  return existsSync(asset) ? asset : decodeURIComponent(asset)
}

/** Migrations get the environment of their project, not the inputs, tokens and command files of a GitHub Action. */
function childEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(INPUT_|ACTIONS_|STATE_)|^GITHUB_(OUTPUT|STATE|ENV|PATH|STEP_SUMMARY|TOKEN)$/i.test(name),
  )
  return Object.fromEntries(kept)
}
