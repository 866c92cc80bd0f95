import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Job } from '../support/action.js'
import { FakeGitHub } from '../support/github.js'
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
})

const event = 'pull_request' as const
const migration = (name: string): string => join(job.workspace, 'example', 'good', name)

describe('a wrong set-up fails with one sentence and no stack', () => {
  test.each([
    ['no such file', { config: 'nowhere.ini' }, 'nowhere.ini'],
    ['a Python without Alembic', { python: 'python3 -S' }, /alembic/i],
    ['no such revision', { revisions: 'feedbeef' }, 'feedbeef'],
    ['a server of another kind', { 'database-url': 'mysql://root@localhost' }, 'PostgreSQL'],
    ['several at once', { 'fail-on': 'sometimes', shard: '3/2' }, /fail-on[^]*shard/],
  ])('%s', async (_, inputs: Record<string, string>, words) => {
    const run = await job.main({ event, inputs })
    expect(run.exitCode).toBe(1)
    expect(run.outputs).toMatchObject({ result: 'error', errors: '0', 'checked-revisions': '0' })
    const errors = run.commands.filter(({ name }) => name === 'error').map(({ data }) => data)
    expect(errors).toHaveLength(1)
    expect(errors[0]).toMatch(words)
    expect(run.log).not.toMatch(/^\s+at .*:\d+/m)
    expect(run.summary).toContain('could not be checked')
  })

  test('it is told on the pull request, so that an older green comment does not stay', async () => {
    await job.main({ event, inputs: { comment: 'always' } })
    writeFileSync(join(job.workspace, 'example', 'migrations', 'env.py'), 'raise RuntimeError("<b>no</b>")\n')
    await job.main({ event, inputs: { comment: 'always' } })
    expect(github.comments).toHaveLength(1)
    expect(github.comments[0]?.body).toContain('could not be checked')
    expect(github.comments[0]?.body).not.toContain('<b>')
  })
})

test('names and output of a project cannot command the runner', async () => {
  writeFileSync(
    migration('ee00000000ee_hostile.py'),
    `"""::error::from the docstring ##[error]x"""
from alembic import op
revision = "ee00000000ee"
down_revision = "c4a6f8e91b35"
print("::set-output name=result::passed")
print("x ##[add-mask]y")

def upgrade():
    op.execute('CREATE TABLE "a\\n::error::from a name <!-- matview-check:comment key= -->" (id int)')

def downgrade():
    raise ValueError("\\n::stop-commands::x\\n##[group]y")
`,
  )
  const run = await job.main({ event, inputs: { verbose: 'true' } })
  const own = new Set(['error', 'warning', 'notice', 'group', 'endgroup', 'add-mask', 'debug'])
  expect(run.commands.filter(({ name }) => !own.has(name))).toEqual([])
  expect(run.commands.filter(({ data }) => /^from (the docstring|a name)/.test(data))).toEqual([])
  expect(run.log.split('\n').filter((line) => line.includes('##[') && !line.startsWith('::'))).toEqual([])
  expect(run.exitCode).toBe(1)
})

describe('a job that is cancelled', () => {
  const sleeping = `from alembic import op
revision = "ee00000000ee"
down_revision = "c4a6f8e91b35"

def upgrade():
    op.execute("SELECT pg_sleep(60)")

def downgrade():
    pass
`
  beforeEach(() => writeFileSync(migration('ee00000000ee_sleep.py'), sleeping))

  test.each(['SIGINT', 'SIGTERM'] as const)('%s: leaves no database and no comment', async (signal) => {
    let sent = false
    const run = await job.main({
      event,
      inputs: { comment: 'always' },
      onLog: (log, kill) => {
        if (sent || !log.includes('c4a6f8e91b35')) return
        sent = true
        kill(signal)
      },
    })
    expect(run.exitCode).toBe(1)
    expect(await scratchDatabases(run.state['run-id'])).toEqual([])
    expect(github.comments).toEqual([])
    expect(run.log).toContain('Cancelled')
  })

  test('killed: the post step drops what is left', async () => {
    let sent = false
    const run = await job.main({
      event,
      onLog: (log, kill) => {
        if (sent || !log.includes('c4a6f8e91b35')) return
        sent = true
        kill('SIGKILL')
      },
    })
    expect(run.exitCode).toBeNull()
    expect(await scratchDatabases(run.state['run-id'])).not.toEqual([])
    const post = await job.post({ event }, run)
    expect(post.exitCode).toBe(0)
    expect(post.log).toContain('Dropped what the run had left')
    expect(await scratchDatabases(run.state['run-id'])).toEqual([])
  })
})

test('the post step never fails the job', async () => {
  const unreachable = { 'database-url': 'postgresql://nobody@localhost:1/x' }
  const post = await job.post({ event, inputs: unreachable }, { state: { 'run-id': 'abc123' } })
  expect(post.exitCode).toBe(0)
  expect(post.commands).toEqual([])
})
