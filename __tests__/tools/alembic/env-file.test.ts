import { describe, expect, test } from '@jest/globals'
import { envFile, revisions, withProject } from './project.js'
import { passing, relations, versions } from './state.js'

/** The two ways in which a step's transaction is committed: by Alembic after each step, and by env.py after all of them. */
const COMMITTED: Readonly<Record<string, readonly string[]>> = {
  'by Alembic': [
    'with engine.connect() as connection:',
    '    context.configure(connection=connection)',
    '    with context.begin_transaction():',
    '        context.run_migrations()',
  ],
  'by env.py': [
    'with engine.begin() as connection:',
    '    context.configure(connection=connection)',
    '    context.run_migrations()',
  ],
}

describe.each(Object.entries(COMMITTED))('where a step is committed %s', (_name, body) => {
  const retrying = envFile('for attempt in range(3):', [
    'try:',
    ...body.map((line) => `    ${line}`),
    '    break',
    'except Exception:',
    '    pass',
  ])

  const FAILING = {
    'in a statement': { upgrade: 'select 1/0', sqlstate: '22012' },
    'at its commit': { upgrade: 'insert into t values (1), (1)', sqlstate: '23505' },
    'before any statement': { upgrade: 'py:raise KeyError("x")', sqlstate: null },
  }

  test.each(Object.entries(FAILING))(
    'an env.py that tries again when a step fails %s has the first error told',
    (_when, { upgrade, sqlstate }) =>
      withProject(
        {
          ...revisions({
            r1: { upgrade: 'create table t (id int unique deferrable initially deferred)' },
            r2: { upgrade },
          }),
          'migrations/env.py': retrying,
        },
        async (project) => {
          const { tool, database } = await project.open({ stepTimeout: 10 })
          await passing(tool, 'r1', 'upgrade')
          const { error } = await tool.step('r2', 'upgrade')
          expect(error).toMatchObject({ sqlstate })
          expect(error?.type).not.toBe('TimeoutError')
          expect(await versions(database)).toEqual(['r1'])
          await tool.open(database.target)
          await passing(tool, 'r2', 'upgrade', true)
        },
      ),
  )

  /** Lines of Python at the end of a project's env.py, which need all migrations to have run. The driver that enters it goes on. */
  const AFTERWARDS: Readonly<Record<string, readonly string[]>> = {
    'fills a table': [
      'with engine.begin() as other:',
      '    other.execute(text("insert into three values (1)"))',
    ],
    'demands the heads': ['raise RuntimeError("the database is not at head")'],
    'ends the process': ['raise SystemExit(1)'],
  }

  test.each(Object.entries(AFTERWARDS))('an env.py that then %s is no reason to refuse', (_what, lines) =>
    withProject(
      {
        ...revisions({
          r1: { upgrade: 'create table one (id int)', downgrade: 'drop table one' },
          r2: { upgrade: 'create table two (id int)', downgrade: 'drop table two' },
          r3: { upgrade: 'create table three (id int)', downgrade: 'drop table three' },
        }),
        'migrations/env.py': envFile('if True:', [...body, ...lines]),
      },
      async (project) => {
        const { tool, database } = await project.open()
        for (const revision of ['r1', 'r2', 'r3']) await passing(tool, revision, 'upgrade')
        await passing(tool, 'r3', 'downgrade')
        expect(await relations(database)).toEqual(['one', 'two'])
        await tool.close()
      },
    ),
  )
})

/** What env.py may do while the step's transaction is open. */
const BEFORE_COMMIT: Readonly<Record<string, readonly string[]>> = {
  'at once': [],
  'after it has committed something else': [
    'with engine.begin() as other:',
    '    other.execute(text("create table if not exists log (id int)"))',
  ],
}

test.each(Object.entries(BEFORE_COMMIT))(
  'what env.py raises before it commits a step fails the step: %s',
  (_when, lines) =>
    withProject(
      {
        ...revisions({ r1: { upgrade: 'create table one (id int)' } }),
        'migrations/env.py': envFile('with engine.begin() as connection:', [
          'context.configure(connection=connection)',
          'context.run_migrations()',
          ...lines,
          'connection.execute(text("select 1/0"))',
        ]),
      },
      async (project) => {
        const { tool, database } = await project.open()
        const { error } = await tool.step('r1', 'upgrade')
        expect(error).toMatchObject({ sqlstate: '22012' })
        expect(await relations(database)).not.toContain('one')
      },
    ),
)

/** What env.py reads of the command, by the `down_revision` of the second of two revisions. */
const COMMANDS: readonly (readonly [string, string, string])[] = [
  ['one head', '"r1"', "r2 head ['upgrade', 'head']"],
  ['two heads', 'None', "('r1', 'r2') heads ['upgrade', 'heads']"],
]

test.each(COMMANDS)('env.py finds itself run by a command that suits %s', (_heads, down, printed) =>
  withProject(
    {
      ...revisions({ r1: {}, r2: { down } }),
      'migrations/env.py': envFile('with engine.connect() as connection:', [
        'import sys',
        'print(context.get_revision_argument(), context.config.cmd_opts.revision, sys.argv[1:])',
        'context.configure(connection=connection)',
        'with context.begin_transaction():',
        '    context.run_migrations()',
      ]),
    },
    async (project) => {
      await project.open()
      expect(await project.printed()).toContain(printed)
    },
  ),
)
