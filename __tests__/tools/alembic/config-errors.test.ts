import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import type { ToolOptions } from '../../../src/tools/tool.js'
import { testPython } from '../../support/python.js'
import { ENV, envFile, revisions, withProject } from './project.js'
import { configError } from './state.js'

const ONE = revisions({ r1: {} })
const MAIN = ['context.configure(connection=connection)', 'context.run_migrations()']

interface Case {
  readonly files: Readonly<Record<string, string>>
  readonly options?: Partial<ToolOptions>
  readonly says: RegExp
}

/** What is wrong with a project before its env.py is run. */
const LOADING: Readonly<Record<string, Case>> = {
  'no configuration file': {
    files: {},
    options: { config: '/nowhere/alembic.ini' },
    says: /^There is no \/nowhere\/alembic\.ini; name .* --config\.$/,
  },
  'a command that is not there': {
    files: ONE,
    options: { python: ['no-such-python'] },
    says: /^The command `no-such-python` cannot be started \(ENOENT\)\. Set --python/,
  },
  'a command that is no Python': {
    files: ONE,
    options: { python: ['cat', '--no-such-option'] },
    says: /^The command `cat --no-such-option` ended with exit code 1 \(.*\)\. Set --python/,
  },
  'a Python without Alembic': {
    files: ONE,
    options: { python: [testPython(), '-S', '-I'] },
    says: /^Alembic cannot be imported by .*; install the project's requirements there, or name the project's Python with --python\.$/,
  },
  'no such section': {
    files: ONE,
    options: { section: 'other' },
    says: /alembic\.ini has no section \[other\]; name .* --name\.$/,
  },
  'a configuration that is no ini file': {
    files: { ...ONE, 'alembic.ini': 'nonsense\n' },
    says: /alembic\.ini cannot be read: MissingSectionHeaderError/,
  },
  'no script_location': {
    files: { ...ONE, 'alembic.ini': '[alembic]\n' },
    says: /alembic\.ini has no script_location .*; set it to the folder that holds env\.py\.$/,
  },
  'a script_location that is not there': {
    files: { ...ONE, 'alembic.ini': '[alembic]\nscript_location = nowhere\n' },
    says: /^The script_location nowhere of .*alembic\.ini is no folder; it is looked for from /,
  },
  'no folder of migrations': {
    files: {},
    says: /^There is no folder .*migrations\/versions, where the migrations should be\.$/,
  },
  'a migration that fails on import': {
    files: { ...ONE, ...revisions({ r2: { down: '"r1"', top: 'import no_such_module' } }) },
    says: /^A migration file fails when Alembic loads it: ModuleNotFoundError: No module named 'no_such_module' \(.*r2\.py:7\); install what is missing/,
  },
  'a migration that misses a variable': {
    files: { ...ONE, ...revisions({ r2: { down: '"r1"', top: 'import os; os.environ["NO_SUCH_ONE"]' } }) },
    says: /^A migration file fails when Alembic loads it: KeyError: 'NO_SUCH_ONE' \(.*r2\.py:7\)/,
  },
  'a migration that is no Python': {
    files: { ...ONE, ...revisions({ r2: { down: '"r1"', top: 'def :' } }) },
    says: /SyntaxError: .* \(.*r2\.py:7\)\.$/,
  },
  'a migration that exits': {
    files: { ...ONE, ...revisions({ r2: { top: 'raise SystemExit(3)' } }) },
    says: /SystemExit: 3 \(.*r2\.py:7\)\.$/,
  },
  'a revision that is not there': {
    files: revisions({ r1: { down: '"r0"' } }),
    says: /no migration file has the revision 'r0', which another one names/,
  },
  'a revision called base': {
    files: revisions({ r1: {}, base: {}, r3: {} }),
    says: /^The revision in .*\/migrations\/versions\/base\.py is called base, .*; give it another id there and in/,
  },
  'a revision called head below the heads': {
    files: revisions({ head: {}, r2: {} }),
    says: /^The revision in .*\/migrations\/versions\/head\.py is called head, /,
  },
  'a revision called heads on one of two branches': {
    files: revisions({ r1: {}, heads: {}, r3: { down: '"r1"' } }),
    says: /^The revision in .*\/migrations\/versions\/heads\.py is called heads, /,
  },
  'a cycle': {
    files: revisions({ r1: { down: '"r2"' }, r2: { down: '"r1"' } }),
    says: /^Alembic cannot read the migrations of .*: .*[Cc]ycle/,
  },
}

/** What is wrong with an env.py. */
const OPENING: Readonly<Record<string, Case>> = {
  'no env.py': {
    files: { 'alembic.ini': '[alembic]\nscript_location = %(here)s/other\n', 'other/versions/.keep': '' },
    says: /^There is no .*other\/env\.py; Alembic needs it/,
  },
  'an env.py that fails': {
    files: { 'migrations/env.py': `raise KeyError("APP_SECRET")\n${ENV}` },
    says: /env\.py fails: KeyError: 'APP_SECRET' \(.*env\.py:\d+\)\.$/,
  },
  'an env.py that fails with an address in memory': {
    files: { 'migrations/env.py': 'raise ValueError("no place for %r" % object())' },
    says: /env\.py fails: ValueError: no place for <object object> \(.*env\.py:1\)\.$/,
  },
  'an env.py that is no Python': {
    files: { 'migrations/env.py': 'def :' },
    says: /env\.py fails: SyntaxError: .*env\.py:1\)\.$/,
  },
  'an env.py that ends the process': {
    files: { 'migrations/env.py': 'import os\nos._exit(4)' },
    says: /^The project's Python ended while env\.py was run: it ended with exit code 4\.$/,
  },
  'a driver that is not installed': {
    files: { 'migrations/env.py': ENV.replace('postgresql:', 'postgresql+pg8000:') },
    says: /env\.py fails: ModuleNotFoundError: No module named 'pg8000' .*install what is missing in the Python that --python names/,
  },
  'an env.py that runs no migrations': {
    files: { 'migrations/env.py': 'from alembic import context' },
    says: /never calls context\.run_migrations\(\)/,
  },
  'an env.py that runs them several times': {
    files: { 'migrations/env.py': envFile('with engine.connect() as connection:', [...MAIN, ...MAIN]) },
    says: /env\.py runs the migrations more than once, as for several databases/,
  },
  // As Alembic's template multidb does: each transaction is committed only once all migrations have run.
  'an env.py that runs them on two connections at once': {
    files: {
      'migrations/env.py': envFile(
        'with engine.begin() as connection, engine.begin() as other:',
        [...MAIN, ...MAIN].map((line, index) =>
          index === MAIN.length ? line.replace('=connection', '=other') : line,
        ),
      ),
    },
    says: /env\.py runs the migrations more than once, as for several databases/,
  },
  'an env.py without a connection': {
    files: {
      'migrations/env.py':
        'from alembic import context\ncontext.configure(url="postgresql://h/d")\ncontext.run_migrations()',
    },
    says: /configures Alembic without a connection/,
  },
  'an env.py for Flask without Flask': {
    files: { 'migrations/env.py': `from flask import current_app\n${ENV}` },
    says: /current_app, but Flask is not installed/,
  },
}

describe('before env.py', () => {
  test.each(Object.entries(LOADING))('%s', (_name, { files, options, says }) =>
    withProject(files, async (project) => {
      const message = await configError(project.start(options))
      expect(message).toMatch(says)
      expect(message).not.toContain('\n')
    }),
  )
})

describe('in env.py', () => {
  test.each(Object.entries(OPENING))('%s', (_name, { files, says }) =>
    withProject({ ...ONE, ...files }, async (project) => {
      const message = await configError(project.open())
      expect(message).toMatch(says)
      expect(message).not.toContain('\n')
    }),
  )
})

test('a server that is not there is told without the password', () =>
  withProject(ONE, async (project) => {
    const tool = await project.start()
    const { target } = await project.database()
    const message = await configError(
      tool.open({ ...target, host: '127.0.0.1', port: 9, password: 'hunter2' }),
    )
    expect(message).toMatch(/env\.py fails: OperationalError: .*port 9/)
    expect(message).not.toContain('hunter2')
  }))

test('a project without migrations has an empty history', () =>
  withProject({ 'migrations/versions/.keep': '' }, async (project) => {
    const { history } = await project.start({ config: join(project.directory, 'alembic.ini') })
    expect(history).toEqual({ revisions: [], heads: [], bases: [] })
  }))
