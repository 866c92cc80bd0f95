import { expect, jest, test } from '@jest/globals'
import { CancelledError } from '../../../src/model/errors.js'
import { ENV, revisions, withProject } from './project.js'
import { passing, relations, versions } from './state.js'

const JUNK = `
import logging, os, subprocess, sys
from logging.config import fileConfig
sys.stdout.buffer.write(b"\\xff\\xfe\\x00 no text at all {\\"id\\": 1}\\n")
sys.stdout.buffer.flush()
print("two\\u2028lines in one")
print("to stderr", file=sys.stderr)
print("no line end", end="")
os.write(1, b"x" * 200000 + b"\\n")
subprocess.run([sys.executable, "-c", "import os\\nprint('from a child')\\ntry:\\n    os.write(3, b'junk')\\nexcept OSError:\\n    print('no channel')"])
logging.basicConfig(level=logging.DEBUG, stream=sys.stdout)
`

const TABLE = revisions({
  p1: {
    upgrade:
      'py:print("{\\"id\\": 2, \\"result\\": null}")\nop.execute("comment on schema public is \'a\u2028b\'")\nop.execute("create table t (id int)")',
    downgrade: 'drop table t',
  },
})

test('env.py and migrations may print anything, anywhere', () =>
  withProject({ ...TABLE, 'migrations/env.py': `${JUNK}\n${ENV}` }, async (project) => {
    const { tool, database } = await project.open()
    const { statements } = await passing(tool, 'p1', 'upgrade')
    expect(statements[0]?.sql).toBe("comment on schema public is 'a\u2028b'")
    expect(await relations(database)).toEqual(['t'])
    expect(await project.printed()).toEqual(
      expect.arrayContaining([
        'two\u2028lines in one',
        'to stderr',
        'from a child',
        'no channel',
        '{"id": 2, "result": null}',
      ]),
    )
  }))

test('a password in what is printed is masked', () =>
  withProject(
    { ...TABLE, 'migrations/env.py': `${ENV}\nprint("at", "postgresql://me:hunter2@db/x")` },
    async (project) => {
      await project.open()
      expect(await project.printed()).toContain('at postgresql://me:***@db/x')
    },
  ))

test('a child that env.py forks and lets run on never answers', () =>
  withProject(
    {
      ...revisions({ f1: { upgrade: 'select pg_sleep(2)' }, f2: { upgrade: 'create table t (id int)' } }),
      'migrations/env.py': `import os, time\nif os.fork() == 0:\n    time.sleep(1)\n${ENV}`,
    },
    async (project) => {
      const { tool, database } = await project.open()
      await passing(tool, 'f1', 'upgrade')
      await passing(tool, 'f2', 'upgrade')
      expect([await relations(database), await versions(database)]).toEqual([['t'], ['f2']])
    },
  ))

test('a process that dies in a step is a failed step, and open starts another', () =>
  withProject(
    revisions({
      d1: { upgrade: 'create table t (id int)' },
      d2: { upgrade: 'py:import os, sys\nprint("the last word", file=sys.stderr)\nos._exit(7)' },
    }),
    async (project) => {
      const { tool, database } = await project.open()
      await passing(tool, 'd1', 'upgrade')
      const { error } = await tool.step('d2', 'upgrade')
      expect(error).toMatchObject({
        type: 'ProcessEnded',
        message: 'The Python process ended with exit code 7 (the last word).',
      })
      await tool.open(database.target)
      await passing(tool, 'd2', 'upgrade', true)
      expect(await versions(database)).toEqual(['d2'])
    },
  ))

test('a step that takes too long is given up with the statement it was at, and open starts another', () =>
  withProject(
    revisions({
      s1: {
        upgrade: 'py:op.execute("create table t (id int)")\nop.execute("select pg_sleep(600)")',
        downgrade: 'drop table t',
      },
    }),
    async (project) => {
      const { tool, database } = await project.open({ stepTimeout: 2 })
      const { error } = await tool.step('s1', 'upgrade')
      expect(error).toMatchObject({
        type: 'TimeoutError',
        message: 'The step was given up after 2 seconds.',
        statement: 'select pg_sleep(600)',
        line: 11,
      })
      await database.query(
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
      )
      await tool.open(database.target)
      await passing(tool, 's1', 'upgrade', true)
      expect(await versions(database)).toEqual(['s1'])
    },
  ))

const CHILD =
  'import subprocess, sys\nprint("child", subprocess.Popen(["sleep", "600"]).pid, file=sys.stderr, flush=True)'

test.each([
  ['is stopped', ''],
  ['dies', '\nimport os\nos._exit(7)'],
])('what a migration has started ends with a process that %s', (_, end) =>
  withProject(revisions({ c1: { upgrade: `py:${CHILD}${end}` } }), async (project) => {
    const { tool } = await project.open()
    await tool.step('c1', 'upgrade')
    if (end === '') await tool.stop()
    const pid = Number(project.output.find((line) => line.startsWith('child '))?.slice(6))
    expect(pid).toBeGreaterThan(1)
    const gone = (): boolean => {
      try {
        return !process.kill(pid, 0)
      } catch {
        return true
      }
    }
    for (let tries = 0; tries < 100 && !gone(); tries++)
      await new Promise((resolve) => setTimeout(resolve, 20))
    expect(gone()).toBe(true)
  }),
)

test('a process is killed once: later its number may belong to another', () =>
  withProject(TABLE, async (project) => {
    const { tool } = await project.open()
    await tool.stop()
    const kill = jest.spyOn(process, 'kill')
    await tool.stop()
    expect(kill).not.toHaveBeenCalled()
    kill.mockRestore()
  }))

test('a step that is stopped from outside is cancelled, not failed', () =>
  withProject(revisions({ s1: { upgrade: 'select pg_sleep(600)' } }), async (project) => {
    const { tool } = await project.open()
    const step = tool.step('s1', 'upgrade').catch((error: unknown) => error)
    await tool.stop()
    expect(await step).toBeInstanceOf(CancelledError)
    await tool.stop()
  }))

test("a GitHub Action's inputs and tokens are not handed on", () =>
  withProject(
    {
      ...TABLE,
      'migrations/env.py': `import os\nprint("inputs:", [name for name in os.environ if name.startswith(("INPUT_", "ACTIONS_"))])\n${ENV}`,
    },
    async (project) => {
      process.env['INPUT_GITHUB-TOKEN'] = 'secret'
      process.env['ACTIONS_RUNTIME_TOKEN'] = 'secret'
      await project.open().finally(() => {
        delete process.env['INPUT_GITHUB-TOKEN']
        delete process.env['ACTIONS_RUNTIME_TOKEN']
      })
      expect(await project.printed()).toContain('inputs: []')
    },
  ))
