import { expect, test } from '@jest/globals'
import { DRIVERS } from './drivers.js'
import { envFile, revisions, withProject } from './project.js'
import { configError, passing, relations } from './state.js'

const IN_MIGRATION = (...lines: readonly string[]): Record<string, string> =>
  revisions({ r1: { upgrade: `py:${lines.join('\n')}` } })

const AUTOCOMMIT = 'with op.get_context().autocommit_block():'

/** Ways to ask for what would be gone for good, with OTHER for the database, and the line that does. */
const DROPPING: Readonly<Record<string, { files: Readonly<Record<string, string>>; line: RegExp }>> = {
  'in env.py': {
    files: {
      ...revisions({ r1: {} }),
      'migrations/env.py': envFile(
        'with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:',
        [
          'connection.execute(text("DROP DATABASE IF EXISTS OTHER"))',
          'context.configure(connection=connection)',
          'context.run_migrations()',
        ],
      ),
    },
    line: /\(.*env\.py:7\)/,
  },
  'in a migration': {
    files: IN_MIGRATION(AUTOCOMMIT, '    op.execute("drop database OTHER with (force)")'),
    line: /\(.*r1\.py:11\)/,
  },
  'behind comments': {
    files: IN_MIGRATION(
      AUTOCOMMIT,
      String.raw`    op.execute(";-- a\n/* b * */ drop /* c */ Database OTHER")`,
    ),
    line: /\(.*r1\.py:11\)/,
  },
  'in a migration that swallows the error': {
    files: IN_MIGRATION(
      'try:',
      `    ${AUTOCOMMIT}`,
      '        op.execute("drop database OTHER")',
      'except Exception:',
      '    pass',
    ),
    line: /\(.*r1\.py:12\)/,
  },
}

test.each(
  Object.keys(DROPPING).flatMap((where) => DRIVERS.map(([driver, env]) => [where, driver, env] as const)),
)('DROP DATABASE is refused before it is sent: %s (%s)', (where, _driver, env) =>
  withProject({ 'migrations/env.py': env, ...DROPPING[where]?.files }, async (project) => {
    const other = await project.database()
    for (const name of ['migrations/env.py', 'migrations/versions/r1.py'])
      project.write(name, project.read(name).replace('OTHER', other.target.database))
    const run = async (): Promise<unknown> => (await project.open()).tool.step('r1', 'upgrade')
    const message = await configError(run())
    expect(message).toMatch(/^The project runs DROP DATABASE \(.*\), which would .*; take it out .*\.$/)
    expect(message).toMatch(DROPPING[where]?.line ?? /^$/)
    expect(await relations(other)).toEqual([])
  }),
)

test('CREATE DATABASE, and the words in another statement, are let through', () =>
  withProject(
    IN_MIGRATION(
      'op.execute("create table t (id int)")',
      `op.execute("comment on table t is 'drop database x'")`,
      AUTOCOMMIT,
      '    op.execute("create database OTHER_too")',
    ),
    async (project) => {
      const other = await project.database()
      const made = `${other.target.database}_too`
      const file = 'migrations/versions/r1.py'
      project.write(file, project.read(file).replace('OTHER_too', made))
      const { tool } = await project.open()
      await passing(tool, 'r1', 'upgrade')
      await other.query(`drop database ${made}`)
    },
  ))
