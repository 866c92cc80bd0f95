import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export const TOKEN = 'ghs_fakeTokenOfThisTestRun0123456789'
/** A personal access token of the user `octocat`. */
export const PERSONAL_TOKEN = 'ghp_fakeTokenOfOctocat0123456789abcdef'
export const BOT = 'github-actions[bot]'

export interface FakeComment {
  readonly id: number
  readonly author: string
  body: string
}

/** An answer that GitHub gives instead of the right one. */
export interface Fault {
  /** Such as `POST /repos/o/r/issues/7/comments`. */
  readonly call: RegExp
  readonly status: number
  readonly message?: string
  readonly headers?: Readonly<Record<string, string>>
  /** How often; always without it. */
  readonly times?: number
  /** The request is obeyed all the same, as when a gateway gives up too early. */
  readonly obeyed?: boolean
}

interface Call {
  readonly name: string
  readonly path: string
  readonly query: URLSearchParams
  readonly body: { readonly body?: string; readonly query?: string }
}

interface Answer {
  readonly status: number
  readonly data?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/**
 * GitHub's REST API and GraphQL's viewer for one pull request of `o/r`, as strict as GitHub: a token is needed, lists
 * come in pages with Link headers, a comment over 65,536 bytes is refused, and an unknown route is 404 and remembered.
 */
export class FakeGitHub {
  readonly number = 7
  readonly calls: string[] = []
  /** Requests that GitHub does not know; a test expects none. */
  readonly unexpected: string[] = []
  readonly comments: FakeComment[] = []
  /** The pull request's current tip. */
  head = 'a'.repeat(40)
  viewer = BOT
  url = ''
  /** Something that happens on GitHub just before a request arrives. */
  beforeCall: (name: string) => void = () => undefined
  private readonly faults: { fault: Fault; left: number }[] = []
  private readonly server = createServer((request, response) => void this.serve(request, response))

  static async start(): Promise<FakeGitHub> {
    const github = new FakeGitHub()
    await new Promise<void>((resolve) => github.server.listen(0, '127.0.0.1', resolve))
    github.url = `http://127.0.0.1:${(github.server.address() as AddressInfo).port}`
    return github
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((resolve) => this.server.close(resolve))
  }

  fail(fault: Fault): void {
    this.faults.push({ fault, left: fault.times ?? Infinity })
  }

  comment(author: string, body: string): FakeComment {
    const made = { id: 1000 + this.comments.length, author, body }
    this.comments.push(made)
    return made
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', this.url)
    request.setEncoding('utf8')
    let text = ''
    for await (const chunk of request) text += String(chunk)
    const body = (text === '' ? {} : JSON.parse(text)) as Call['body']
    const name = `${request.method} ${pathname}`
    this.calls.push(name)
    this.beforeCall(name)
    const answer = this.answer(
      { name, path: pathname, query: searchParams, body },
      request.headers.authorization,
    )
    response.writeHead(answer.status, {
      'content-type': 'application/json; charset=utf-8',
      ...answer.headers,
    })
    response.end(answer.data === undefined ? '' : JSON.stringify(answer.data))
  }

  private answer(call: Call, authorization: string | undefined): Answer {
    const due = this.faults.find(({ fault, left }) => left > 0 && fault.call.test(call.name))
    if (due) {
      due.left--
      if (due.fault.obeyed) this.route(call)
      const { status, message = 'Failed by the test', headers = {} } = due.fault
      return { status, data: { message }, headers }
    }
    const token = authorization?.split(' ')[1]
    if (token !== TOKEN && token !== PERSONAL_TOKEN)
      return { status: 401, data: { message: 'Bad credentials' } }
    return this.route(call) ?? this.unknown(call.name)
  }

  private unknown(name: string): Answer {
    this.unexpected.push(name)
    return { status: 404, data: { message: 'Not Found' } }
  }

  private route(call: Call): Answer | null {
    const list = `/repos/o/r/issues/${this.number}/comments`
    if (call.name === 'POST /graphql') return this.graphql(call)
    if (call.name === `GET /repos/o/r/pulls/${this.number}`) {
      return { status: 200, data: { number: this.number, head: { sha: this.head } } }
    }
    if (call.name === `GET ${list}`) return this.list(call)
    if (call.name === `POST ${list}`) {
      return (
        tooLong(call) ?? { status: 201, data: this.shown(this.comment(this.viewer, call.body.body ?? '')) }
      )
    }
    const [, method, id] = /^(PATCH|DELETE) \/repos\/o\/r\/issues\/comments\/(\d+)$/.exec(call.name) ?? []
    const index = this.comments.findIndex((comment) => comment.id === Number(id))
    if (method === undefined) return null
    const comment = this.comments[index]
    if (!comment) return { status: 404, data: { message: 'Not Found' } }
    if (method === 'PATCH') {
      const refused = tooLong(call)
      if (refused) return refused
      comment.body = call.body.body ?? ''
      return { status: 200, data: this.shown(comment) }
    }
    this.comments.splice(index, 1)
    return { status: 204 }
  }

  private graphql({ body }: Call): Answer | null {
    if (!/viewer\s*\{\s*login\s*\}/.test(body.query ?? '')) return null
    return { status: 200, data: { data: { viewer: { login: this.viewer } } } }
  }

  private list({ path, query }: Call): Answer {
    const size = Math.min(100, Number(query.get('per_page') ?? 30))
    const page = Number(query.get('page') ?? 1)
    const end = page * size
    const next = `<${this.url}${path}?per_page=${size}&page=${page + 1}>; rel="next"`
    const headers: Record<string, string> = end < this.comments.length ? { link: next } : {}
    const data = this.comments.slice(end - size, end).map((comment) => this.shown(comment))
    return { status: 200, data, headers }
  }

  private shown({ id, author, body }: FakeComment): object {
    const type = author.endsWith('[bot]') ? 'Bot' : 'User'
    return {
      id,
      body,
      user: { login: author, type },
      html_url: `https://github.test/o/r/pull/7#issuecomment-${id}`,
    }
  }
}

function tooLong({ body }: Call): Answer | null {
  if (Buffer.byteLength(body.body ?? '') <= 65_536) return null
  const message =
    'Validation Failed: {"field":"body","message":"body is too long (maximum is 65536 characters)"}'
  return { status: 422, data: { message } }
}
