import { describe, expect, test } from '@jest/globals'
import { ASYNC_ENV, ENV, envFile, INI, passing, relations, revisions, sessions, UNREACHABLE, versions, withProject } from './project.js'

const PSYCOPG = UNREACHABLE.replace('postgresql:', 'postgresql+psycopg:')
const PSYCOPG2 = UNREACHABLE.replace('postgresql:', 'postgresql+psycopg2:')

const DRIVERS = {
  psycopg2: ENV.replace(UNREACHABLE, PSYCOPG2),
  psycopg: ENV.replace(UNREACHABLE, PSYCOPG),
  asyncpg: ASYNC_ENV,
}

const TABLES = revisions({
  a1: { upgrade: 'create table one (id int)', downgrade: 'drop table one' },
  a2: { upgrade: 'create table two (id int)', downgrade: 'drop table two' },
})

describe.each(Object.entries(DRIVERS))('with %s', (driver, env) => {
  test('steps are taken one by one and are committed between', () =>
    withProject({ ...TABLES, 'migrations/env.py': env }, async (project) => {
      const tool = await project.start()
      const database = await project.database()
      const opened = await tool.open(database.target)
      expect(opened.driver).toMatch(new RegExp(`^${driver} \\d+\\.\\d+`))
      expect(opened.versionTable).toEqual({ schema: null, name: 'alembic_version' })
      await passing(tool, 'a1', 'upgrade')
      expect([await relations(database), await versions(database)]).toEqual([['one'], ['a1']])
      await passing(tool, 'a2', 'upgrade')
      await passing(tool, 'a2', 'downgrade')
      expect([await relations(database), await versions(database)]).toEqual([['one'], ['a1']])
      await passing(tool, 'a1', 'downgrade')
      expect([await relations(database), await versions(database)]).toEqual([[], []])
    }))
})

const VIEW = revisions({
  v1: {
    upgrade: 'py:op.execute("""\n    create table t (id int);\n""")\nop.execute("drop view if exists missing")',
  },
  v2: {
    upgrade: `py:op.bulk_insert(sa.table("t", sa.column("id", sa.Integer)), [{"id": 1}])
op.execute(sa.text("delete from t where id % 2 = 0 and id > :low").bindparams(low=5))
op.execute("create view v as select id % 3 as third from t where 'a%' like 'a%%'")`,
  },
})

describe.each(Object.entries(DRIVERS))('what a step reports with %s', (_driver, env) => {
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

describe.each(Object.entries(DRIVERS))('a failing step with %s', (driver, env) => {
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
      expect(lost.error).toMatchObject({ type: 'KeyError', message: "'lost'", sqlstate: null, statement: null, line: 11 })
      expect(await relations(database)).toEqual([])
      await tool.open(database.target)
      await passing(tool, 'f3', 'downgrade', true)
      const exit = await tool.step('f2', 'downgrade')
      expect(exit.error).toMatchObject({ type: 'SystemExit', message: 'no way back', line: 17 })
    }))

  test(`is refused several statements only by asyncpg (${driver})`, () =>
    withProject(
      { ...revisions({ m1: { upgrade: 'create table one (id int); create table two (id int)' } }), 'migrations/env.py': env },
      async (project) => {
        const { tool } = await project.open()
        const { error } = await tool.step('m1', 'upgrade')
        if (driver === 'asyncpg') expect(error?.message).toBe('cannot insert multiple commands into a prepared statement')
        else expect(error).toBeNull()
      },
    ))
})

test('a stamped step moves the version table and runs nothing', () =>
  withProject(FAILING, async (project) => {
    const { tool, database } = await project.open()
    const report = await passing(tool, 'f1', 'upgrade', true)
    expect(report.statements).toEqual([])
    expect([await relations(database), await versions(database)]).toEqual([[], ['f1']])
    await passing(tool, 'f1', 'downgrade', true)
    expect(await versions(database)).toEqual([])
  }))

test('a missing downgrade function fails, but can be stamped', () =>
  withProject({ ...revisions({ n1: {} }), 'migrations/versions/n2.py': 'revision = "n2"\ndown_revision = "n1"\ndef upgrade():\n    pass\n' }, async (project) => {
    const { tool, database } = await project.open()
    await passing(tool, 'n1', 'upgrade')
    await passing(tool, 'n2', 'upgrade')
    const { error } = await tool.step('n2', 'downgrade')
    expect(error).toMatchObject({ type: 'AttributeError', message: 'the migration has no function downgrade()' })
    await tool.open(database.target)
    await passing(tool, 'n2', 'downgrade', true)
    expect(await versions(database)).toEqual(['n1'])
  }))

const CONCURRENTLY = revisions({
  c1: { upgrade: 'create table t (id int)', downgrade: 'drop table t' },
  c2: {
    upgrade: 'py:with op.get_context().autocommit_block():\n    op.execute("create index concurrently i on t (id)")',
    downgrade: 'py:with op.get_context().autocommit_block():\n    op.execute("drop index concurrently i")',
  },
})

test.each(Object.entries(DRIVERS))('CREATE INDEX CONCURRENTLY in an autocommit_block (%s)', (_driver, env) =>
  withProject({ ...CONCURRENTLY, 'migrations/env.py': env }, async (project) => {
    const { tool, database } = await project.open()
    await passing(tool, 'c1', 'upgrade')
    const { statements } = await passing(tool, 'c2', 'upgrade')
    expect(statements.map(({ sql, line }) => [sql, line])).toEqual([['create index concurrently i on t (id)', 11]])
    await passing(tool, 'c2', 'downgrade')
    await passing(tool, 'c2', 'upgrade')
    expect(await versions(database)).toEqual(['c2'])
  }),
)

test('nothing is left open after close, even of an engine that nobody disposes of', () =>
  withProject(
    {
      ...revisions({ k1: { upgrade: 'create table t (id int)' } }),
      'migrations/env.py': `import held\n${ENV}\nheld.engine = engine`,
      'held.py': '',
      'alembic.ini': `${INI}prepend_sys_path = %(here)s\n`,
    },
    async (project) => {
      const { tool, database } = await project.open()
      await passing(tool, 'k1', 'upgrade')
      await tool.close()
      for (let tries = 0; tries < 50 && (await sessions(database)) > 0; tries++) await database.query('select pg_sleep(0.1)')
      expect(await sessions(database)).toBe(0)
    },
  ))

test('an engine that outlives env.py follows to the next scratch database', () =>
  withProject(
    {
      ...revisions({ k1: { upgrade: 'create table t (id int)' } }),
      'held.py': `from sqlalchemy import create_engine\nengine = create_engine("${UNREACHABLE}")`,
      'migrations/env.py': envFile('from held import engine\nwith engine.connect() as connection:', [
        'context.configure(connection=connection)',
        'with context.begin_transaction():',
        '    context.run_migrations()',
      ]),
      'alembic.ini': `${INI}prepend_sys_path = %(here)s\n`,
    },
    async (project) => {
      const { tool, database } = await project.open()
      await passing(tool, 'k1', 'upgrade')
      const other = await project.database()
      await tool.open(other.target)
      await passing(tool, 'k1', 'upgrade')
      expect([await relations(database), await relations(other)]).toEqual([['t'], ['t']])
    },
  ))
