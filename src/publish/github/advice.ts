import type { PullRequest } from '../event.js'
import { errorStatus, isRateLimited } from './retry.js'

const permissions = ['permissions:', '  contents: read', '  pull-requests: write'].join('\n')

const restrictions = {
  fork:
    'This pull request comes from a fork, for which GitHub hands out a read-only token whatever the workflow asks ' +
    'for. On pull requests from branches of this repository the job needs:',
  dependabot:
    'GitHub hands Dependabot a read-only token unless the workflow asks for more. To get the comment, put into the job:',
  none: 'To get the comment, put into the job:',
}

/** Why there is no comment and what to do about it. GitHub's own words are quoted, as they differ from case to case. */
export function explainFailure(error: unknown, pull: Pick<PullRequest, 'restricted'>): string {
  const status = errorStatus(error)
  const said = error instanceof Error ? error.message : String(error)
  const head = 'No comment on the pull request; the verdict stands and the report is in the job summary.'
  if (isRateLimited(error)) return `${head} GitHub's rate limit is used up: ${said}`
  if (status === 401) return `${head} GitHub refused the token (401): check the input \`token\`. ${said}`
  if (/\block(ed)?\b/i.test(said)) return `${head} The conversation is locked: ${said}`
  // A token without a right gets 403, and 404 where it may not even know of the repository.
  if (status === 403 || status === 404) {
    const advice = restrictions[pull.restricted ?? 'none']
    return `${head} The token may not write it (${status}: ${said}). ${advice}\n\n${permissions}`
  }
  return `${head} GitHub answered ${status}: ${said}`
}
