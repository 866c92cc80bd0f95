import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { Socket } from 'node:net'
import type { Writable } from 'node:stream'
import { ConfigError } from '../model/errors.js'
import type { DatabaseTarget } from '../model/server.js'
import { cleanEnvironment } from './program.js'
import { prepareSite } from './site.js'
import type { Site } from './site.js'
import { SUPERUSER, WATCHDOG, initdbOptions, serverOptions } from './watchdog.js'

/** A throwaway PostgreSQL that was told to start. It ends with this process, however that ends. */
export interface Cluster {
  readonly target: DatabaseTarget
  /** Aborted with a ConfigError when the server ends before it was stopped. */
  readonly ended: AbortSignal
  /** Ends the server and deletes all its files. Never throws; safe to call twice. */
  readonly stop: () => Promise<void>
}

/** Starts a throwaway server from the programs found on this machine. Throws ConfigError when there are none. */
export async function startCluster(major: number | null): Promise<Cluster> {
  const site = await prepareSite(major)
  const target = {
    host: site.folder,
    port: 5432,
    user: SUPERUSER,
    password: null,
    sslmode: null,
    database: 'postgres',
  }
  return launch(site, { initdb: initdbOptions(site.major), server: serverOptions() }, target)
}

/** Makes and runs a cluster under the watchdog, not ready yet on return; `target` is where its options make it listen. */
export function launch(
  { folder, bin, major, account }: Site,
  options: { readonly initdb: string; readonly server: string },
  target: DatabaseTarget,
): Cluster {
  const child = spawn(
    '/bin/sh',
    ['-c', WATCHDOG, 'matview-check', folder, bin, options.initdb, options.server],
    {
      cwd: '/',
      env: cleanEnvironment(),
      // A session of its own: Ctrl-C in the terminal must not end the server before the scratch work is undone.
      detached: true,
      stdio: ['ignore', 'pipe', 'ignore', 'pipe'],
      ...account,
    },
  )
  const ended = new AbortController()
  let log = ''
  let stopping = false
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (log += text))
  const closed = new Promise<void>((resolve) =>
    child.once('close', () => resolve()).once('error', () => resolve()),
  )
  const gone = closed.then(() => {
    if (stopping) return
    ended.abort(
      new ConfigError(
        `The throwaway PostgreSQL ${major} of ${bin} did not stay up (${reason(log)}): mend that, or give database-url.`,
      ),
    )
  })
  const lifeline = child.stdio[3] as Writable
  lifeline.on('error', () => undefined)
  // A server that nobody stops must not keep this process alive: it ends when the lifeline closes.
  hold(child, 'unref')
  const stop = async (): Promise<void> => {
    stopping = true
    hold(child, 'ref')
    lifeline.destroy()
    await gone
    await rm(folder, { recursive: true, force: true }).catch(() => undefined)
  }
  return { target, ended: ended.signal, stop }
}

/** Whether this process stays alive for the server. */
function hold(child: ChildProcess, how: 'ref' | 'unref'): void {
  child[how]()
  for (const pipe of [child.stdout, child.stdio[3]]) {
    if (pipe instanceof Socket) pipe[how]()
  }
}

function reason(log: string): string {
  const lines = log.split('\n').map((line) => line.trim())
  return (
    lines.findLast((line) => /(FATAL|PANIC|error):/.test(line)) ??
    lines.findLast((line) => line !== '') ??
    'it said nothing'
  )
}
