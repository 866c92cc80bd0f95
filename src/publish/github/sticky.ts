import { InternalError } from '../../model/errors.js'
import type { PullRequest } from '../event.js'
import { sleep, type Client, type Sleep } from './client.js'
import { isNewer, readMarker, writeMarker, type Marker } from './marker.js'
import { errorStatus, isRateLimited } from './retry.js'

/** GitHub's limit is 65,536 characters; counted in bytes a text is within it in any case. */
const maxCommentBytes = 65_536
const smallerSizes = [maxCommentBytes, 32_768, 10_000]

/** What to write where. */
export interface StickyComment {
  readonly pull: PullRequest
  readonly marker: Marker
  /** The token is an app's, as GITHUB_TOKEN is: what it writes is a bot's, never a user's. */
  readonly fromApp: boolean
  /** Makes a comment when there is none; else only one that is there is updated. */
  readonly create: boolean
  /** The text in at most so many bytes. */
  body(maxBytes: number): string
}

/** The comment's address, or in one sentence why none was written. */
export type StickyOutcome = { readonly url: string } | { readonly skipped: string }

interface Found {
  readonly id: number
  readonly marker: Marker
}

/**
 * Writes the one comment of this key: updates ours in place, else makes it, and removes doubles that two runs at once
 * have made. Throws the API's error.
 */
export async function writeSticky(
  client: Client,
  comment: StickyComment,
  pause: Sleep = sleep,
): Promise<StickyOutcome> {
  const { pull, marker } = comment
  const address = { owner: pull.owner, repo: pull.repo }
  const current = await currentHead(client, pull)
  if (current !== null && current !== pull.headSha) {
    return { skipped: `the pull request has moved on to ${current.slice(0, 7)}, whose own run reports` }
  }
  for (let attempt = 0; ; attempt++) {
    const [ours, ...doubles] = await findOurs(client, comment)
    if ([ours, ...doubles].some((found) => found && isNewer(found.marker, marker))) {
      return { skipped: 'the comment shows a later run on the same commit' }
    }
    if (!ours && !comment.create) return { skipped: 'there is nothing to tell' }
    try {
      const url = await write(client, comment, ours?.id ?? null)
      for (const { id } of doubles) await client.rest.issues.deleteComment({ ...address, comment_id: id })
      return { url }
    } catch (error) {
      // A new one was perhaps made all the same, and ours may have been deleted meanwhile: only another look tells.
      const status = errorStatus(error)
      if ((ours ? status !== 404 : status < 500) || attempt >= 2) throw error
      await pause(1000 * 2 ** attempt)
    }
  }
}

/** The pull request's tip; null where the token may not read pull requests, though it may write comments (`issues: write`). */
async function currentHead(client: Client, { owner, repo, number }: PullRequest): Promise<string | null> {
  try {
    return (await client.rest.pulls.get({ owner, repo, pull_number: number })).data.head.sha
  } catch (error) {
    if ([403, 404].includes(errorStatus(error)) && !isRateLimited(error)) return null
    throw error
  }
}

/** Comments that begin with our marker and that this token wrote, oldest first. */
async function findOurs(
  client: Client,
  { pull, marker: { key }, fromApp }: StickyComment,
): Promise<readonly Found[]> {
  const all = await client.paginate(client.rest.issues.listComments, {
    owner: pull.owner,
    repo: pull.repo,
    issue_number: pull.number,
    per_page: 100,
  })
  const marked = all.flatMap(({ id, body, user }) => {
    const marker = readMarker(body ?? '')
    return marker?.key === key ? [{ id, marker, user }] : []
  })
  if (marked.length === 0) return []
  const self = await ownLogin(client)
  // GraphQL leaves a bot's suffix out in places, and a user may have the login that is left.
  const ours = (login: string, type: string): boolean =>
    fromApp ? type === 'Bot' && (login === self || login === `${self}[bot]`) : login === self
  return marked.filter(({ user }) => user && ours(user.login, user.type)).sort((a, b) => a.id - b.id)
}

/**
 * The login that comments made with this token carry. `GET /user` is closed to installation tokens, GITHUB_TOKEN
 * among them; GraphQL's viewer answers for every kind, with `github-actions[bot]` for GITHUB_TOKEN.
 */
async function ownLogin(client: Client): Promise<string> {
  try {
    const { viewer } = await client.graphql<{ viewer: { login: string } }>('query { viewer { login } }')
    return viewer.login
  } catch {
    return 'github-actions[bot]'
  }
}

async function write(client: Client, comment: StickyComment, id: number | null): Promise<string> {
  const { owner, repo, number } = comment.pull
  const head = `${writeMarker(comment.marker)}\n`
  for (const [index, size] of smallerSizes.entries()) {
    const body = head + comment.body(size - head.length)
    try {
      const { data } = await (id === null
        ? client.rest.issues.createComment({ owner, repo, issue_number: number, body })
        : client.rest.issues.updateComment({ owner, repo, comment_id: id, body }))
      return data.html_url
    } catch (error) {
      if (errorStatus(error) !== 422 || index === smallerSizes.length - 1) throw error
    }
  }
  throw new InternalError('A comment was neither written nor refused.')
}
