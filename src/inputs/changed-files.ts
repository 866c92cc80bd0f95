import { execFile } from 'node:child_process'
import { realpathSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { ConfigError } from '../model/errors.js'
import type { History } from '../model/history.js'
import type { CheckInputs } from './inputs.js'

/** What stands for the default branch when no ref is named, the likeliest first. */
const DEFAULT_REFS = ['origin/HEAD', 'origin/main', 'origin/master', 'main', 'master'] as const

/**
 * In a container job the checkout belongs to another user, and git refuses to read it. This run executes the checkout's
 * migrations anyway, so that its owner is no boundary here; hooks of its configuration stay off.
 */
const TRUST = ['-c', 'safe.directory=*', '-c', 'core.fsmonitor=false']

const FETCH_DEPTH =
  'The checkout is shallow: give actions/checkout `fetch-depth: 0`, or run `git fetch --unshallow`.'

const run = promisify(execFile)

/** What git prints; null when it fails. */
async function git(directory: string, ...args: readonly string[]): Promise<string | null> {
  try {
    const options = { cwd: directory, maxBuffer: 2 ** 28, env: { ...process.env, GIT_OPTIONAL_LOCKS: '0' } }
    return (await run('git', [...TRUST, ...args], options)).stdout
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'ENOENT') return null
    throw new ConfigError('To find the changed revisions git is needed, and it is not on PATH: install git.')
  }
}

async function isShallow(directory: string): Promise<boolean> {
  return (await git(directory, 'rev-parse', '--is-shallow-repository'))?.trim() === 'true'
}

async function commitOf(directory: string, ref: string): Promise<string | null> {
  return (await git(directory, 'rev-parse', '--verify', '--quiet', `${ref}^{commit}`))?.trim() || null
}

async function baseCommit(directory: string, baseRef: string | null): Promise<string> {
  for (const ref of baseRef === null ? DEFAULT_REFS : [baseRef]) {
    const commit = await commitOf(directory, ref)
    if (commit !== null) return commit
  }
  const missing =
    baseRef === null ? `git knows none of ${DEFAULT_REFS.join(', ')}.` : `git does not know ${baseRef}.`
  const advice = (await isShallow(directory))
    ? FETCH_DEPTH
    : 'Fetch it, or name another branch, tag or commit.'
  throw new ConfigError(`Cannot tell which revisions changed: base-ref is missing, ${missing} ${advice}`)
}

async function mergeBase(directory: string, baseRef: string | null): Promise<string> {
  const base = await baseCommit(directory, baseRef)
  const common = (await git(directory, 'merge-base', base, 'HEAD'))?.trim()
  if (common) return common
  const advice = (await isShallow(directory)) ? FETCH_DEPTH : 'Name a base-ref that shares history with it.'
  const name = baseRef ?? base
  throw new ConfigError(
    `Cannot tell which revisions changed: HEAD and ${name} have no commit in common. ${advice}`,
  )
}

/**
 * The files that differ from where HEAD left `baseRef` (null: the default branch), as real paths: committed, changed or
 * untracked, but not ignored, anywhere in the repository that holds `directory`. Deleted files are left out.
 * @throws ConfigError without git, outside a repository, or when the base or a common commit is not in the checkout.
 */
export async function changedFiles(baseRef: string | null, directory: string): Promise<ReadonlySet<string>> {
  const top = (await git(directory, 'rev-parse', '--show-toplevel'))?.replace(/\r?\n$/, '')
  if (!top) {
    throw new ConfigError(
      `Cannot tell which revisions changed: ${directory} is not in a git work tree. Check all revisions.`,
    )
  }
  const base = await mergeBase(directory, baseRef)
  const quiet = ['--no-ext-diff', '--no-renames', '--ignore-submodules']
  const tracked = await git(top, 'diff', '--name-only', '-z', '--diff-filter=d', ...quiet, base, '--')
  const untracked = await git(top, 'ls-files', '--others', '--exclude-standard', '-z')
  if (tracked === null || untracked === null) {
    throw new ConfigError(
      `Cannot tell which revisions changed: git diff failed in ${top}. Run git status there.`,
    )
  }
  const names = `${tracked}${untracked}`.split('\0').filter((name) => name !== '')
  return new Set(names.map((name) => join(top, name)))
}

/**
 * The ids of the revisions whose files changed; none when other revisions are asked for.
 * @throws ConfigError as `changedFiles`
 */
export async function changedRevisions(
  { selection, directory }: CheckInputs,
  { revisions }: History,
): Promise<ReadonlySet<string>> {
  if (selection.kind !== 'changed') return new Set()
  const files = await changedFiles(selection.baseRef, directory)
  const real = (file: string): string => realpathSync(resolve(directory, file))
  return new Set(revisions.filter(({ file }) => files.has(real(file))).map(({ id }) => id))
}
