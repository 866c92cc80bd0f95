import { describe, expect, test } from '@jest/globals'
import { DRIVERS } from './drivers.js'
import { revisions, withProject } from './project.js'
import { passing, relations, sessions, versions } from './state.js'

const VIEW = revisions({
  v1: {
    upgrade:
      'py:op.execute("""\n    create table t (id int);\n""")\nop.execute("drop view if exists missing")',
  },
  v2: {
    upgrade: `py:op.bulk_insert(sa.table("t", sa.column("id", sa.Integer)), [{"id": 1}])
op.execute(sa.text("delete from t where id % 2 = 0 and id > :low").bindparams(low=5))
op.execute("create view v as select id % 3 as third from t where 'a%' like 'a%%'")`,
  },
})

describe.each(DRIVERS)('what a step reports with %s', (_driver, env) => {
  const files = { ...VIEW, 'migrations/env.py': env }

  test('its statements with their lines, without those of the version table', () =>
    withProject(files, async (project) => {
      const { tool } = await project.open()
      const { statements } = await passing(tool, 'v1', 'upgrade')
      expect(statements.map(({ sql, line }) => [sql.trim(), line])).toEqual([
        ['create table t (id int);', 10],
        ['drop view if exists missing', 13],
      ])
      expect(statements.every(({ milliseconds }) => milliseconds > 0)).toBe(true)
    }))

  test("the server's notices", () =>
    withProject(files, async (project) => {
      const { tool } = await project.open()
      const { notices } = await passing(tool, 'v1', 'upgrade')
      expect(notices).toEqual([{ severity: 'NOTICE', message: 'view "missing" does not exist, skipping' }])
    }))

  test('SQL as the server sees it', () =>
    withProject(files, async (project) => {
      const { tool } = await project.open()
      await passing(tool, 'v1', 'upgrade')
      const { statements } = await passing(tool, 'v2', 'upgrade')
      const [insert, remove, create] = statements.map(({ sql }) => sql)
      expect(insert).toMatch(/^INSERT INTO t \(id\) VALUES \(\$1(::INTEGER)?\)$/)
      expect(remove).toMatch(/^delete from t where id % 2 = 0 and id > \$1(::INTEGER)?$/)
      expect(create).toBe("create view v as select id % 3 as third from t where 'a%' like 'a%%'")
    }))
})

const FAILING = revisions({
  f1: { upgrade: 'create table t (id int primary key)' },
  f2: {
    upgrade: 'py:op.execute("insert into t values (1)")\nop.execute(\n    "insert into t values (1)"\n)',
    downgrade: 'py:raise SystemExit("no way back")',
  },
  f3: { upgrade: 'py:op.execute("select no_such_column from t")' },
  f4: { upgrade: 'py:op.execute("create table half (id int)")\n{}["lost"]' },
})

const INTERRUPT = [
  'an interrupt while the driver waits',
  'import signal as s; s.signal(s.SIGALRM, s.default_int_handler); s.setitimer(s.ITIMER_REAL, 0.3); op.execute("select pg_sleep(5)")',
] as const

describe.each(DRIVERS)('a failing step with %s', (driver, env) => {
  const files = { ...FAILING, 'migrations/env.py': env }

  test("tells the server's error, the statement and its line", () =>
    withProject(files, async (project) => {
      const { tool, database } = await project.open()
      await passing(tool, 'f1', 'upgrade')
      const { error, statements } = await tool.step('f2', 'upgrade')
      expect(error).toMatchObject({
        type: 'IntegrityError',
        message: 'duplicate key value violates unique constraint "t_pkey"',
        sqlstate: '23505',
        detail: 'Key (id)=(1) already exists.',
        hint: null,
        statement: 'insert into t values (1)',
        line: 11,
      })
      expect(error?.traceback).toContain('migrations/versions/f2.py')
      expect(error?.traceback).not.toContain('sqlalchemy')
      expect(statements.map(({ line }) => line)).toEqual([10])
      expect(await database.query('select * from t')).toEqual([])
      expect(await sessions(database)).toBe(0)
    }))

  test('leaves the environment closed, and it can be opened again', () =>
    withProject(files, async (project) => {
      const { tool, database } = await project.open()
      await passing(tool, 'f1', 'upgrade')
      await tool.step('f2', 'upgrade')
      await tool.open(database.target)
      await passing(tool, 'f2', 'upgrade', true)
      const { error } = await tool.step('f3', 'upgrade')
      expect([error?.sqlstate, error?.statement]).toEqual(['42703', 'select no_such_column from t'])
      expect(await versions(database)).toEqual(['f2'])
    }))

  test('may be any exception of Python', () =>
    withProject(files, async (project) => {
      const { tool, database } = await project.open()
      for (const id of ['f1', 'f2', 'f3']) await passing(tool, id, 'upgrade', true)
      const lost = await tool.step('f4', 'upgrade')
      expect(lost.error).toMatchObject({
        type: 'KeyError',
        message: "'lost'",
        sqlstate: null,
        statement: null,
        line: 11,
      })
      expect(await relations(database)).toEqual([])
      await tool.open(database.target)
      await passing(tool, 'f3', 'downgrade', true)
      const exit = await tool.step('f2', 'downgrade')
      expect(exit.error).toMatchObject({ type: 'SystemExit', message: 'no way back', line: 17 })
    }))

  test.each([
    ['a lost connection', 'op.execute("select pg_terminate_backend(pg_backend_pid())")'],
    // An old event loop, in which asyncpg waits, does not say what waits for it.
    ...(driver === 'asyncpg' ? [] : [INTERRUPT]),
    ['an error with an address in memory', 'raise ValueError("no place for %r" % object())'],
  ])('reads the same in each run, with lines of the project alone: %s', (_what, line) =>
    withProject(
      { ...revisions({ e1: { upgrade: `py:${line}` } }), 'migrations/env.py': env },
      async (project) => {
        const { tool } = await project.open()
        const { error } = await tool.step('e1', 'upgrade')
        expect(error?.line).toBe(10)
        const text = `${error?.message}\n${error?.traceback}`
        expect(text).toContain('migrations/versions/e1.py')
        // The name of a temporary folder may hold anything.
        expect(text.replaceAll(project.directory, '')).not.toMatch(/0x|\.pyx|site-packages/)
      },
    ),
  )

  test(`is refused several statements only by asyncpg (${driver})`, () =>
    withProject(
      {
        ...revisions({ m1: { upgrade: 'create table one (id int); create table two (id int)' } }),
        'migrations/env.py': env,
      },
      async (project) => {
        const { tool } = await project.open()
        const { error } = await tool.step('m1', 'upgrade')
        if (driver === 'asyncpg')
          expect(error?.message).toBe('cannot insert multiple commands into a prepared statement')
        else expect(error).toBeNull()
      },
    ))
})
