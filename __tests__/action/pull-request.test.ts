import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Job } from '../support/action.js'
import { BOT, FakeGitHub, TOKEN } from '../support/github.js'
import { scratchDatabases } from '../support/scratch.js'

let github: FakeGitHub
let job: Job
beforeEach(async () => {
  github = await FakeGitHub.start()
  job = new Job(github)
})
afterEach(async () => {
  job.remove()
  await github.stop()
  expect(github.unexpected).toEqual([])
})

const faulty = { config: 'example/faulty.ini' }
const inPullRequest = { event: 'pull_request' } as const

describe('on a pull request', () => {
  test('a faulty history fails and is told in every place', async () => {
    const inputs = { ...faulty, json: 'out/result.json', markdown: 'out/report.md' }
    const run = await job.main({ ...inPullRequest, inputs })

    expect(run.exitCode).toBe(1)
    expect(run.outputs).toMatchObject({ result: 'failed', 'checked-revisions': '4' })
    expect(Number(run.outputs['errors'])).toBeGreaterThan(0)

    expect(github.comments.map(({ author }) => author)).toEqual([BOT])
    expect(github.comments[0]?.body).toContain('9d27b1e5c083')
    expect(run.outputs['comment-url']).toContain(`#issuecomment-${github.comments[0]?.id}`)
    expect(run.summary).toContain('9d27b1e5c083')

    const errors = run.commands.filter(({ name, properties }) => name === 'error' && properties['file'])
    expect(errors.map(({ properties }) => properties['file'])).toContain(
      'example/faulty/9d27b1e5c083_count_tokens_per_day.py',
    )
    const file = join(job.workspace, errors[0]?.properties['file'] ?? '')
    expect(readFileSync(file, 'utf8').split('\n').length).toBeGreaterThan(
      Number(errors[0]?.properties['line']),
    )

    expect(JSON.parse(readFileSync(run.outputs['json-path'] ?? '', 'utf8'))).toMatchObject({
      verdict: 'failed',
    })
    expect(readFileSync(join(job.workspace, 'out', 'report.md'), 'utf8')).toContain('9d27b1e5c083')
  })

  test('a good history passes without a comment, and no database is left', async () => {
    const run = await job.main(inPullRequest)
    expect(run.exitCode).toBe(0)
    expect(run.outputs).toMatchObject({ result: 'passed', errors: '0', warnings: '0', notices: '0' })
    expect(run.outputs['comment-url']).toBeUndefined()
    expect(run.summary).not.toBe('')
    expect(github.comments).toEqual([])
    expect(await scratchDatabases(run.state['run-id'])).toEqual([])

    const post = await job.post(inPullRequest, run)
    expect(post).toMatchObject({ exitCode: 0, log: '' })
  })

  test('mended, the comment turns green', async () => {
    await job.main({ ...inPullRequest, inputs: faulty })
    const red = github.comments[0]?.body
    const run = await job.main({ ...inPullRequest, env: { GITHUB_RUN_ID: '51' } })
    expect(run.exitCode).toBe(0)
    expect(github.comments).toHaveLength(1)
    expect(github.comments[0]?.body).not.toBe(red)
    expect(github.comments[0]?.body).toContain('✅')
    expect(github.comments[0]?.body).not.toContain('❌')
  })

  test('a project in a folder of its own is annotated by its path in the repository', async () => {
    const inputs = { 'working-directory': 'example', config: 'faulty.ini' }
    const run = await job.main({ ...inPullRequest, inputs })
    const files = run.commands.flatMap(({ properties }) => properties['file'] ?? [])
    expect(files.length).toBeGreaterThan(0)
    for (const file of files) expect(existsSync(join(job.workspace, file))).toBe(true)
  })

  test('fail-on never reports and passes', async () => {
    const run = await job.main({ ...inPullRequest, inputs: { ...faulty, 'fail-on': 'never' } })
    expect(run.exitCode).toBe(0)
    expect(run.outputs['result']).toBe('passed')
    expect(github.comments).toHaveLength(1)
  })
})

describe('the verdict stands when the comment cannot be written', () => {
  const block = 'permissions:\n  contents: read\n  pull-requests: write'
  const denied = { call: /^POST .*comments/, status: 403, message: 'Resource not accessible by integration' }

  test.each([
    ['from a fork', 'fork', 'comes from a fork'],
    ["for Dependabot's own", 'dependabot', 'Dependabot'],
    ['without the permission', 'pull_request', 'put into the job'],
  ] as const)('%s: passed, with the permissions to paste', async (_, event, words) => {
    github.fail(denied)
    const run = await job.main({ event, inputs: { comment: 'always' } })
    expect(run.exitCode).toBe(0)
    const warning = run.commands.find(({ name }) => name === 'warning')?.data
    expect(warning).toContain(words)
    expect(warning).toContain(block)
    expect(run.summary).not.toBe('')
  })

  test('failed stays failed when GitHub is down', async () => {
    github.fail({ call: /./, status: 503 })
    const run = await job.main({ ...inPullRequest, inputs: faulty })
    expect(run.exitCode).toBe(1)
    expect(run.outputs['result']).toBe('failed')
    expect(run.commands.some(({ name, data }) => name === 'warning' && data.includes('503'))).toBe(true)
  })

  test('a run that a newer commit has overtaken leaves the comment alone', async () => {
    github.head = 'f'.repeat(40)
    const run = await job.main({ ...inPullRequest, inputs: faulty })
    expect(run.exitCode).toBe(1)
    expect(github.comments).toEqual([])
    expect(run.log).toContain('moved on to fffffff')
  })
})

test.each(['push', 'merge_group', 'workflow_dispatch'] as const)(
  'on %s: a verdict and a summary, and GitHub is not asked',
  async (event) => {
    const run = await job.main({ event, inputs: { ...faulty, comment: 'always' } })
    expect(run.exitCode).toBe(1)
    expect(run.outputs['result']).toBe('failed')
    expect(run.summary).toContain('9d27b1e5c083')
    expect(github.calls).toEqual([])
  },
)

test('neither the token nor the password is printed but to be masked', async () => {
  const inputs = { 'database-url': 'postgresql://ci:s3cr%40t@localhost:1/postgres', wait: '0' }
  const run = await job.main({ ...inPullRequest, inputs })
  expect(run.exitCode).toBe(1)
  const printed = run.log.split('\n').filter((line) => !line.startsWith('::add-mask::'))
  expect(printed.join('\n')).not.toMatch(new RegExp(`s3cr(@|%40)t|${TOKEN}`))
  expect(run.commands.filter(({ name }) => name === 'add-mask').map(({ data }) => data)).toContain('s3cr@t')
  expect(github.comments.map(({ body }) => body).join()).not.toMatch(/s3cr(@|%40)t/)
})
