import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeMarker } from '../../src/publish/github/marker.js'
import type { Job, Publication } from '../../src/publish/place.js'
import { comment } from '../../src/publish/places/comment.js'
import { BOT, FakeGitHub, PERSONAL_TOKEN, TOKEN } from '../support/github.js'

const HEAD = 'a'.repeat(40)
const OLD = 'b'.repeat(40)

let github: FakeGitHub
let folder: string
beforeEach(async () => {
  github = await FakeGitHub.start()
  folder = mkdtempSync(join(tmpdir(), 'matview-check-test-'))
})
afterEach(async () => {
  await github.stop()
  rmSync(folder, { recursive: true })
  expect(github.unexpected).toEqual([])
})

interface Situation {
  readonly mode?: Job['comment']
  readonly key?: string
  readonly event?: string
  readonly headRepo?: string | null
  readonly env?: Record<string, string>
  readonly token?: string
  readonly findings?: boolean
  readonly report?: Publication['markdown']
}

/** Publishes once, as run 50 on HEAD unless told otherwise; gives the output and the log. */
async function run(situation: Situation = {}): Promise<{ url?: string; info: string; warning: string }> {
  const event = join(folder, 'event.json')
  const { headRepo = 'o/r', findings = true } = situation
  const repo = headRepo === null ? null : { full_name: headRepo }
  writeFileSync(event, JSON.stringify({ pull_request: { number: 7, head: { sha: HEAD, repo } } }))
  const said = { info: '', warning: '' }
  const job: Job = {
    env: {
      GITHUB_API_URL: github.url,
      GITHUB_EVENT_NAME: situation.event ?? 'pull_request',
      GITHUB_EVENT_PATH: event,
      GITHUB_REPOSITORY: 'o/r',
      GITHUB_SERVER_URL: 'https://github.test',
      GITHUB_RUN_ID: '50',
      GITHUB_RUN_ATTEMPT: '1',
      ...situation.env,
    },
    token: situation.token ?? TOKEN,
    comment: situation.mode ?? 'always',
    commentKey: situation.key ?? '',
    log: {
      info: (text) => (said.info += `${text}\n`),
      warning: (text) => (said.warning += `${text}\n`),
    },
  }
  const markdown = situation.report ?? (() => (findings ? '## red' : '## green'))
  const outputs = await comment.publish(
    { hasFindings: findings, markdown, annotations: [], reports: [] },
    job,
  )
  return { url: outputs['comment-url'] ?? '', ...said }
}

const marker = (change: Partial<Parameters<typeof writeMarker>[0]> = {}): string =>
  writeMarker({ key: '', head: OLD, run: 49, attempt: 1, ...change })
const bodies = (): string[] => github.comments.map(({ body }) => body)
const writes = (): string[] => github.calls.filter((call) => !/^GET|graphql/.test(call))

describe('one comment', () => {
  test('is made once, says which commit it is about, and is updated in place', async () => {
    const first = await run()
    const second = await run({ findings: false })
    expect(first.url).toBe('https://github.test/o/r/pull/7#issuecomment-1000')
    expect(second.url).toBe(first.url)
    expect(bodies()).toHaveLength(1)
    expect(bodies()[0]).toContain('## green')
    expect(bodies()[0]).toContain(
      'commit aaaaaaa · [run](https://github.test/o/r/actions/runs/50/attempts/1)',
    )
  })

  test('is found on the third page', async () => {
    for (let i = 0; i < 250; i++) github.comment('octocat', `Comment ${i}`)
    const ours = github.comment(BOT, `${marker()}\nold`)
    await run()
    expect(writes()).toEqual([`PATCH /repos/o/r/issues/comments/${ours.id}`])
  })

  test.each([
    ["another user's, who quotes the whole comment", 'octocat', `${marker()}\nold`],
    ["another app's with the marker", 'evil[bot]', `${marker()}\nold`],
    ['our own account, with the marker further down', BOT, `> quoted\n${marker()}\nold`],
    ['our own, of another key', BOT, `${marker({ key: 'pg-17' })}\nold`],
    ['our own account, of another action', BOT, '<!-- Sticky Pull Request Comment -->\nold'],
  ])('leaves alone: %s', async (_, author, body) => {
    github.comment(author, body)
    await run()
    expect(bodies()[0]).toBe(body)
    expect(bodies()).toHaveLength(2)
  })

  test('is found where GraphQL gives the login without its suffix', async () => {
    github.viewer = 'github-actions'
    github.comment(BOT, `${marker()}\nold`)
    github.comment('github-actions', `${marker()}\na user of that name`)
    await run()
    expect(bodies().filter((body) => body.includes('## red'))).toHaveLength(1)
    expect(bodies()).toHaveLength(2)
  })

  test('is also found when it was edited on the page and with a personal token', async () => {
    github.viewer = 'octocat'
    github.comment('octocat', `${marker()}\r\nold`)
    await run({ token: PERSONAL_TOKEN })
    expect(bodies()).toHaveLength(1)
    expect(bodies()[0]).toContain('## red')
  })

  test('keys keep comments apart and cannot end the hidden marker', async () => {
    for (const key of ['', 'pg-17', 'a --> ::x<b>', '日本']) {
      await run({ key })
      await run({ key })
    }
    expect(bodies()).toHaveLength(4)
    for (const body of bodies()) expect(body.split('\n')[0]).toMatch(/^<!-- (?!.*--.*-->)\S.* -->$/)
  })

  test('doubles that two runs at once have made are removed', async () => {
    github.comment(BOT, `${marker()}\nold`)
    github.comment('octocat', 'thanks')
    github.comment(BOT, `${marker()}\nold`)
    await run()
    expect(github.comments.map(({ author }) => author)).toEqual([BOT, 'octocat'])
  })
})

describe('modes', () => {
  test('problems: none on a clean pull request', async () => {
    expect((await run({ mode: 'problems', findings: false })).info).toContain('nothing to tell')
    expect(writes()).toEqual([])
  })

  test('problems: a red comment turns green', async () => {
    await run({ mode: 'problems' })
    await run({ mode: 'problems', findings: false })
    expect(bodies()).toHaveLength(1)
    expect(bodies()[0]).toContain('## green')
  })

  test.each([
    { mode: 'never' as const },
    { event: 'push' },
    { event: 'merge_group' },
    { event: 'workflow_dispatch' },
  ])('%j: GitHub is not even asked', async (situation) => {
    await run(situation)
    expect(github.calls).toEqual([])
  })
})

describe('a run that was overtaken', () => {
  test('by a newer commit writes nothing', async () => {
    github.head = 'c'.repeat(40)
    expect((await run()).info).toContain('moved on to ccccccc')
    expect(writes()).toEqual([])
  })

  test.each([
    ['a later run', { run: 51 }],
    ['a later attempt of this run', { run: 50, attempt: 2 }],
  ])('by %s on the same commit writes nothing', async (_, later) => {
    github.comment(BOT, `${marker({ head: HEAD, ...later })}\nnewer`)
    expect((await run()).info).toContain('later run')
    expect(writes()).toEqual([])
  })

  test('is not: an old commit that a force-push brought back', async () => {
    github.comment(BOT, `${marker({ head: OLD, run: 99 })}\nold`)
    await run()
    expect(bodies()[0]).toContain('## red')
  })
})

describe('failures leave the verdict alone', () => {
  const block = 'permissions:\n  contents: read\n  pull-requests: write'

  test.each([
    ['a missing permission', {}, 'put into the job'],
    ['a fork', { headRepo: 'someone/r' }, 'comes from a fork'],
    ['a deleted fork', { headRepo: null }, 'comes from a fork'],
    ['Dependabot', { env: { GITHUB_ACTOR: 'dependabot[bot]' } }, 'Dependabot'],
  ])('%s: a warning prints the permissions to paste', async (_, situation: Situation, words) => {
    github.fail({ call: /^POST .*comments/, status: 403, message: 'Resource not accessible by integration' })
    const { warning, url } = await run(situation)
    expect(warning).toContain(words)
    expect(warning).toContain(block)
    expect(warning).toContain('Resource not accessible by integration')
    expect(warning).not.toContain(TOKEN)
    expect(url).toBe('')
  })

  test('a pull request that the token may not see: the same', async () => {
    github.fail({ call: /./, status: 404, message: 'Not Found' })
    expect((await run()).warning).toContain(block)
  })

  test('a token that may write comments but not read pull requests: the comment is written', async () => {
    github.fail({ call: /pulls/, status: 403, message: 'Resource not accessible by integration' })
    expect((await run()).url).not.toBe('')
  })

  test('our comment, deleted while we look: a new one', async () => {
    const ours = github.comment(BOT, `${marker()}\nold`)
    github.beforeCall = (name) => {
      if (name.startsWith('PATCH')) github.comments.splice(github.comments.indexOf(ours), 1)
    }
    expect((await run()).url).not.toBe('')
    expect(bodies()).toHaveLength(1)
  })

  test.each([
    ['no token', { token: '' }, '`token` is empty'],
    ['a wrong token', { token: 'ghp_wrong' }, 'refused the token'],
  ])('%s', async (_, situation, words) => {
    expect((await run(situation)).warning).toContain(words)
  })

  test('a locked conversation', async () => {
    github.fail({
      call: /^POST .*comments/,
      status: 403,
      message: 'Unable to create comment because issue is locked.',
    })
    expect((await run()).warning).toContain('conversation is locked')
  })

  test('a limit that lasts too long is not waited for', async () => {
    github.fail({
      call: /comments/,
      status: 429,
      headers: { 'retry-after': '3600' },
      message: 'secondary rate limit',
    })
    expect((await run()).warning).toContain('rate limit')
    expect(github.calls.filter((call) => call.includes('comments'))).toHaveLength(1)
  })

  test('a limit that ends soon is', async () => {
    github.fail({ call: /^POST .*comments/, status: 429, headers: { 'retry-after': '0' }, times: 2 })
    github.fail({ call: /^GET .*comments/, status: 403, headers: { 'retry-after': '0' }, times: 1 })
    expect((await run()).url).not.toBe('')
  })

  test('a gateway that fails once', async () => {
    github.fail({ call: /^GET .*comments/, status: 502, times: 1 })
    expect((await run()).url).not.toBe('')
  })

  test('a comment that was made although the answer was 502 is not made twice', async () => {
    github.fail({ call: /^POST .*comments/, status: 502, times: 1, obeyed: true })
    expect((await run()).url).not.toBe('')
    expect(bodies()).toHaveLength(1)
  })
})

describe('size', () => {
  test('counts bytes, with marker and foot', async () => {
    const { url } = await run({ report: (maxBytes) => '語'.repeat(Math.floor(maxBytes / 3)) })
    expect(url).not.toBe('')
    const bytes = Buffer.byteLength(bodies()[0] ?? '')
    expect(bytes).toBeLessThanOrEqual(65_536)
    expect(bytes).toBeGreaterThan(65_500)
  })

  test('a text that GitHub still finds too long is sent shorter', async () => {
    const { url } = await run({ report: (maxBytes) => (maxBytes > 40_000 ? 'x'.repeat(70_000) : 'short') })
    expect(url).not.toBe('')
    expect(bodies()[0]).toContain('short')
  })
})
