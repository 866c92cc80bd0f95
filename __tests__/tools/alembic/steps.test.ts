import { describe, expect, test } from '@jest/globals'
import { DRIVERS } from './drivers.js'
import { ENV, envFile, INI, revisions, UNREACHABLE, withProject } from './project.js'
import { passing, relations, sessions, versions } from './state.js'

const TABLES = revisions({
  a1: { upgrade: 'create table one (id int)', downgrade: 'drop table one' },
  a2: { upgrade: 'create table two (id int)', downgrade: 'drop table two' },
})

describe.each(DRIVERS)('with %s', (driver, env) => {
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

test('a stamped step moves the version table and runs nothing', () =>
  withProject(TABLES, async (project) => {
    const { tool, database } = await project.open()
    const report = await passing(tool, 'a1', 'upgrade', true)
    expect(report.statements).toEqual([])
    expect([await relations(database), await versions(database)]).toEqual([[], ['a1']])
    await passing(tool, 'a1', 'downgrade', true)
    expect(await versions(database)).toEqual([])
  }))

test('a missing downgrade function fails, but can be stamped', () =>
  withProject(
    {
      ...revisions({ n1: {} }),
      'migrations/versions/n2.py': 'revision = "n2"\ndown_revision = "n1"\ndef upgrade():\n    pass\n',
    },
    async (project) => {
      const { tool, database } = await project.open()
      await passing(tool, 'n1', 'upgrade')
      await passing(tool, 'n2', 'upgrade')
      const { error } = await tool.step('n2', 'downgrade')
      expect(error).toMatchObject({
        type: 'AttributeError',
        message: 'the migration has no function downgrade()',
      })
      await tool.open(database.target)
      await passing(tool, 'n2', 'downgrade', true)
      expect(await versions(database)).toEqual(['n1'])
    },
  ))

const CONCURRENTLY = revisions({
  c1: { upgrade: 'create table t (id int)', downgrade: 'drop table t' },
  c2: {
    upgrade:
      'py:with op.get_context().autocommit_block():\n    op.execute("create index concurrently i on t (id)")',
    downgrade: 'py:with op.get_context().autocommit_block():\n    op.execute("drop index concurrently i")',
  },
})

test.each(DRIVERS)('CREATE INDEX CONCURRENTLY in an autocommit_block (%s)', (_driver, env) =>
  withProject({ ...CONCURRENTLY, 'migrations/env.py': env }, async (project) => {
    const { tool, database } = await project.open()
    await passing(tool, 'c1', 'upgrade')
    const { statements } = await passing(tool, 'c2', 'upgrade')
    expect(statements.map(({ sql, line }) => [sql, line])).toEqual([
      ['create index concurrently i on t (id)', 11],
    ])
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
