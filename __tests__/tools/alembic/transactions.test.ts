import { expect, test } from '@jest/globals'
import { envFile, revisions, withProject } from './project.js'
import { configError, passing, relations, versions } from './state.js'

const STEPS = revisions({
  t1: { upgrade: 'create table one (id int)', downgrade: 'drop table one' },
  t2: { upgrade: 'create index i on one (id)', downgrade: 'drop index i' },
  t3: { upgrade: 'create table three (id int)', downgrade: 'drop table three' },
})

/** SQLAlchemy 1.4 commits each statement unless it is told to work like 2.0. */
const LIKE_2_0 = 'with create_engine(engine.url, future=True).connect() as connection:'

/** What env.py may do around context.run_migrations(). */
const AROUND: Readonly<Record<string, string>> = {
  'one outer transaction': envFile('with engine.begin() as connection:', [
    'context.configure(connection=connection)',
    'context.run_migrations()',
  ]),
  'a transaction begun before configure': envFile(
    'with engine.connect() as connection, connection.begin():',
    [
      'context.configure(connection=connection)',
      'with context.begin_transaction():',
      '    context.run_migrations()',
    ],
  ),
  'a statement before configure and a commit at the end': envFile(LIKE_2_0, [
    'connection.execute(text("set search_path to public"))',
    'context.configure(connection=connection)',
    'with context.begin_transaction():',
    '    context.run_migrations()',
    'connection.commit()',
  ]),
  'a statement that lasts as long as the transaction': envFile('with engine.connect() as connection:', [
    'context.configure(connection=connection)',
    'with context.begin_transaction():',
    '    context.execute("set local search_path to public")',
    '    context.run_migrations()',
  ]),
  'a transaction begun between configure and the migrations': envFile(
    'with engine.connect() as connection:',
    ['context.configure(connection=connection)', 'with connection.begin():', '    context.run_migrations()'],
  ),
  'autocommit for everything': envFile(
    'with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:',
    ['context.configure(connection=connection)', 'context.run_migrations()'],
  ),
}

test.each(Object.entries(AROUND))('every step is committed when it is reported: %s', (_name, env) =>
  withProject({ ...STEPS, 'migrations/env.py': env }, async (project) => {
    const { tool, database } = await project.open()
    const state = async () => [await relations(database), await versions(database)]
    expect(await relations(database)).toEqual([])
    await passing(tool, 't1', 'upgrade')
    expect(await state()).toEqual([['one'], ['t1']])
    await passing(tool, 't2', 'upgrade')
    await passing(tool, 't3', 'upgrade')
    expect(await state()).toEqual([['one', 'three'], ['t3']])
    await passing(tool, 't3', 'downgrade')
    await passing(tool, 't2', 'downgrade')
    expect(await state()).toEqual([['one'], ['t1']])
    await tool.open(database.target)
    await passing(tool, 't1', 'downgrade')
    expect(await state()).toEqual([[], []])
  }),
)

test('between steps no transaction is open', () =>
  withProject(STEPS, async (project) => {
    const { tool, database } = await project.open()
    const open = async () =>
      database.query(
        `select state from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
      )
    expect(await open()).toEqual([{ state: 'idle' }])
    await passing(tool, 't1', 'upgrade')
    expect(await open()).toEqual([{ state: 'idle' }])
  }))

test('a failing step inside an outer transaction is rolled back and told', () =>
  withProject(
    {
      ...revisions({
        t1: { upgrade: 'py:op.execute("create table one (id int)")\nop.execute("select 1/0")' },
      }),
      'migrations/env.py': AROUND['one outer transaction'] ?? '',
    },
    async (project) => {
      const { tool, database } = await project.open()
      const { error } = await tool.step('t1', 'upgrade')
      expect(error).toMatchObject({ sqlstate: '22012', message: 'division by zero', line: 11 })
      expect(await relations(database)).toEqual([])
    },
  ))

test('a constraint that fails at the commit fails the step', () =>
  withProject(
    revisions({
      d1: { upgrade: 'create table t (id int unique deferrable initially deferred)' },
      d2: { upgrade: 'insert into t values (1), (1)' },
    }),
    async (project) => {
      const { tool, database } = await project.open()
      await passing(tool, 'd1', 'upgrade')
      const { error } = await tool.step('d2', 'upgrade')
      expect(error).toMatchObject({ sqlstate: '23505' })
      expect(await versions(database)).toEqual(['d1'])
    },
  ))

test('an env.py whose work never lasts is told', () =>
  withProject(
    {
      ...STEPS,
      'migrations/env.py': envFile(LIKE_2_0, [
        'connection.execute(text("set search_path to public"))',
        'context.configure(connection=connection)',
        'with context.begin_transaction():',
        '    context.run_migrations()',
      ]),
    },
    async (project) => {
      const { tool } = await project.open()
      expect(await configError(tool.step('t1', 'upgrade'))).toMatch(/ends without committing it/)
    },
  ))
