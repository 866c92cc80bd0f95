import { readFileSync } from 'node:fs'
import type { Env } from './python.js'

/** The parts of a webhook event that name what a change is compared with. */
interface Event {
  readonly before?: unknown
  readonly forced?: unknown
  readonly merge_group?: { readonly base_sha?: unknown }
  readonly repository?: { readonly default_branch?: unknown }
}

function readEvent(path: string | undefined): Event {
  if (!path) return {}
  try {
    const event: unknown = JSON.parse(readFileSync(path, 'utf8'))
    return typeof event === 'object' && event !== null ? event : {}
  } catch {
    return {}
  }
}

const isCommit = (value: unknown): value is string =>
  typeof value === 'string' && /^[0-9a-f]{40,64}$/.test(value)

/**
 * What a workflow run is compared with, from the runner's environment: a pull request with its base branch, a merge
 * queue's entry with its base commit, a push with the commit before it, anything else with the default branch.
 * Null outside a workflow.
 */
export function defaultBaseRef(env: Env): string | null {
  // Only pull_request and pull_request_target events have it; actions/checkout fetches branches below `origin/`.
  if (env['GITHUB_BASE_REF']) return `origin/${env['GITHUB_BASE_REF']}`
  const event = readEvent(env['GITHUB_EVENT_PATH'])
  if (isCommit(event.merge_group?.base_sha)) return event.merge_group.base_sha
  // A new branch has only zeros as its former commit, and a forced push one that no checkout holds.
  if (isCommit(event.before) && !/^0+$/.test(event.before) && event.forced !== true) return event.before
  const branch = event.repository?.default_branch
  return typeof branch === 'string' && branch !== '' ? `origin/${branch}` : null
}
