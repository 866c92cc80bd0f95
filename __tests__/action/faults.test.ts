import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Job, type StepOptions } from '../support/action.js'
import { FakeGitHub } from '../support/github.js'
import { rolesNamed, scratchDatabases } from '../support/scratch.js'

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
    op.execute("SELECT 1")
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
  const file = (id: string, below: string, up: string, back: string): string => `from alembic import op
revision = "${id}"
down_revision = "${below}"

def upgrade():
    op.execute("${up}")

def downgrade():
    op.execute("${back}")
`
  const role = `mvc_${randomBytes(4).toString('hex')}`
  beforeEach(() => {
    const makes = file('dd00000000dd', 'c4a6f8e91b35', `CREATE ROLE ${role}`, `DROP ROLE ${role}`)
    writeFileSync(migration('dd00000000dd_role.py'), makes)
    const sleeps = file('ee00000000ee', 'dd00000000dd', 'SELECT pg_sleep(60)', 'SELECT 1')
    writeFileSync(migration('ee00000000ee_sleep.py'), sleeps)
  })
  const atTheSleep = (signal: NodeJS.Signals): StepOptions['onLog'] => {
    let sent = false
    return (log, kill) => {
      if (sent || !log.includes('dd00000000dd')) return
      sent = true
      kill(signal)
    }
  }

  test.each(['SIGINT', 'SIGTERM'] as const)('%s: leaves no database, role or comment', async (signal) => {
    const run = await job.main({ event, inputs: { comment: 'always' }, onLog: atTheSleep(signal) })
    expect(run.exitCode).toBe(1)
    expect(await scratchDatabases(run.state['run-id'])).toEqual([])
    expect(await rolesNamed(role)).toEqual([])
    expect(github.comments).toEqual([])
    expect(run.log).toContain('Cancelled')
  })

  test('killed: the post step drops what is left', async () => {
    const run = await job.main({ event, onLog: atTheSleep('SIGKILL') })
    expect(run.exitCode).toBeNull()
    expect(await scratchDatabases(run.state['run-id'])).not.toEqual([])
    expect(await rolesNamed(role)).toEqual([role])
    const post = await job.post({ event }, run)
    expect(post.exitCode).toBe(0)
    expect(post.log).toMatch(`Dropped what the run had left: matview_check_`)
    expect(post.log).toMatch(`role ${role}`)
    expect(await scratchDatabases(run.state['run-id'])).toEqual([])
    expect(await rolesNamed(role)).toEqual([])
  })
})

test('the post step never fails the job', async () => {
  const unreachable = { 'database-url': 'postgresql://nobody@localhost:1/x' }
  const post = await job.post({ event, inputs: unreachable }, { state: { 'run-id': 'abc123' } })
  expect(post.exitCode).toBe(0)
  expect(post.commands).toEqual([])
})
