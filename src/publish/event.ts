import { readFileSync } from 'node:fs'

/** The pull request that a workflow runs for. */
export interface PullRequest {
  readonly owner: string
  readonly repo: string
  readonly number: number
  /** The commit at its tip when the event happened. */
  readonly headSha: string
  /** Why GitHub gives this run a read-only token; null when it does not do so by itself. */
  readonly restricted: 'fork' | 'dependabot' | null
}

type Env = Readonly<Record<string, string | undefined>>

interface Payload {
  readonly pull_request?: {
    readonly number: number
    readonly head: { readonly sha: string; readonly repo: { readonly full_name: string } | null }
  }
}

/** The pull request of this run's event; null for any event that is not about one (push, merge_group …). */
export function readPullRequest(env: Env): PullRequest | null {
  const name = env['GITHUB_EVENT_NAME'] ?? ''
  if (name !== 'pull_request' && name !== 'pull_request_target') return null
  const [owner, repo] = (env['GITHUB_REPOSITORY'] ?? '').split('/')
  const pull = readPayload(env['GITHUB_EVENT_PATH'])?.pull_request
  if (!pull || !owner || !repo) return null
  return {
    owner,
    repo,
    number: pull.number,
    headSha: pull.head.sha,
    restricted: restriction(name, env, pull),
  }
}

/** Only the event `pull_request` is restricted: on pull_request_target the token is the base repository's own. */
function restriction(
  name: string,
  env: Env,
  pull: NonNullable<Payload['pull_request']>,
): PullRequest['restricted'] {
  if (name !== 'pull_request') return null
  if (env['GITHUB_ACTOR'] === 'dependabot[bot]') return 'dependabot'
  // `repo` is null once the fork was deleted.
  return pull.head.repo?.full_name === env['GITHUB_REPOSITORY'] ? null : 'fork'
}

function readPayload(path: string | undefined): Payload | null {
  if (!path) return null
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Payload
  } catch {
    return null
  }
}
