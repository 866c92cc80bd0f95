/** The tip of every pull request here, as FakeGitHub has it. */
export const HEAD = 'a'.repeat(40)
const MERGE = 'd'.repeat(40)

/** What GitHub hands to a run: variables and the event's payload, cut down to what the documentation promises. */
export interface Event {
  readonly env: Readonly<Record<string, string>>
  readonly payload: unknown
}

export type EventName = 'pull_request' | 'fork' | 'dependabot' | 'push' | 'merge_group' | 'workflow_dispatch'

function pullRequest(author: string, headRepo: string): Event {
  const user = { login: author, type: author.endsWith('[bot]') ? 'Bot' : 'User' }
  return {
    env: {
      GITHUB_EVENT_NAME: 'pull_request',
      GITHUB_ACTOR: author,
      GITHUB_REF: 'refs/pull/7/merge',
      GITHUB_SHA: MERGE,
      GITHUB_HEAD_REF: 'count-tokens',
      GITHUB_BASE_REF: 'main',
    },
    payload: {
      action: 'synchronize',
      number: 7,
      pull_request: {
        number: 7,
        user,
        head: { ref: 'count-tokens', sha: HEAD, repo: { full_name: headRepo, fork: headRepo !== 'o/r' } },
        base: { ref: 'main', sha: 'e'.repeat(40), repo: { full_name: 'o/r', default_branch: 'main' } },
      },
      repository: { full_name: 'o/r', default_branch: 'main' },
      sender: user,
    },
  }
}

function without(name: string, ref: string, payload: object): Event {
  return {
    env: { GITHUB_EVENT_NAME: name, GITHUB_ACTOR: 'octocat', GITHUB_REF: ref, GITHUB_SHA: HEAD },
    payload: { ...payload, repository: { full_name: 'o/r', default_branch: 'main' } },
  }
}

const EVENTS: Readonly<Record<EventName, Event>> = {
  pull_request: pullRequest('octocat', 'o/r'),
  fork: pullRequest('stranger', 'stranger/r'),
  dependabot: pullRequest('dependabot[bot]', 'o/r'),
  push: without('push', 'refs/heads/main', { ref: 'refs/heads/main', after: HEAD, before: MERGE }),
  merge_group: without('merge_group', 'refs/heads/gh-readonly-queue/main/pr-7', {
    action: 'checks_requested',
    merge_group: { head_sha: HEAD, base_ref: 'refs/heads/main' },
  }),
  workflow_dispatch: without('workflow_dispatch', 'refs/heads/main', { inputs: {} }),
}

export function eventOf(name: EventName): Event {
  return EVENTS[name]
}
