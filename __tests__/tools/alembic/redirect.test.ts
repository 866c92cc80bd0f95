import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { hasDriver } from '../../support/python.js'
import { envFile, revisions, UNREACHABLE, withProject } from './project.js'
import { configError, passing, relations } from './state.js'

const TABLE = revisions({ r1: { upgrade: 'create table t (id int)', downgrade: 'drop table t' } })

const BODY = [
  'context.configure(connection=connection)',
  'with context.begin_transaction():',
  '    context.run_migrations()',
]

function engineMade(code: string): string {
  return `
import os
from alembic import context
from sqlalchemy import create_engine, engine_from_config, event

${code}
with engine.connect() as connection:
${BODY.map((line) => `    ${line}`).join('\n')}
`
}

/** What the installed drivers can run. */
function runnable(code: Readonly<Record<string, string>>): readonly (readonly [string, string])[] {
  return Object.entries(code).filter(([, lines]) => !/psycopg\b/.test(lines) || hasDriver('psycopg'))
}

/** Ways in which env.py may come to its engine, each of which would lead elsewhere. */
const ENGINES: Readonly<Record<string, string>> = {
  'a hard-coded URL': `engine = create_engine("${UNREACHABLE}")`,
  'a DSN':
    'engine = create_engine("postgresql+psycopg2://", connect_args={"dsn": "host=127.0.0.1 port=9 dbname=production options=-csearch_path=public"})',
  'several hosts':
    'engine = create_engine("postgresql+psycopg2://user@/production?host=127.0.0.1:9&host=127.0.0.1:10")',
  'a service and certificates':
    'engine = create_engine("postgresql+psycopg2://user@/production?service=nope&sslmode=verify-full&sslrootcert=/nowhere")',
  'a creator':
    'import psycopg2\nengine = create_engine("postgresql+psycopg2://", creator=lambda: psycopg2.connect("host=127.0.0.1 port=9 dbname=production"))',
  'a creator with psycopg':
    'from psycopg import connect\nengine = create_engine("postgresql+psycopg://", creator=lambda: connect("host=127.0.0.1 port=9 dbname=production"))',
  'a listener that fetches a password': `engine = create_engine("${UNREACHABLE}")\n@event.listens_for(engine, "do_connect")\ndef password(dialect, record, cargs, cparams):\n    raise RuntimeError("no cloud here")`,
  'the configuration':
    'engine = engine_from_config(context.config.get_section(context.config.config_ini_section))',
  'an environment variable': 'engine = create_engine(os.environ["DATABASE_URL"])',
  'a variable put into the configuration as it stands':
    'context.config.set_main_option("sqlalchemy.url", os.environ["DATABASE_URL"])\nengine = engine_from_config(context.config.get_section(context.config.config_ini_section))',
  'the parts of a variable':
    'from urllib.parse import urlparse\nu = urlparse(os.environ["DATABASE_URL"])\nengine = create_engine(f"postgresql://{u.username}@{u.hostname}:{u.port}{u.path}")',
  'a variable whose parts are all asked for':
    'from sqlalchemy.engine import make_url\nurl = make_url(os.environ["DATABASE_URL"])\nassert url.host and url.port and url.username and url.database\nengine = create_engine(url)',
  'a variable of its own': 'engine = create_engine(os.environ["MY_URL"])',
  "libpq's variables alone": 'engine = create_engine("postgresql+psycopg2://")',
}

test.each(runnable(ENGINES))('the scratch database is reached by way of %s', (_name, code) =>
  withProject({ ...TABLE, 'migrations/env.py': engineMade(code) }, async (project) => {
    const { tool, database } = await project.open({ urlVariables: ['MY_URL'] })
    await passing(tool, 'r1', 'upgrade')
    expect(await relations(database)).toEqual(['t'])
  }),
)

test.each((['psycopg2', 'psycopg'] as const).filter(hasDriver))(
  "the project's own driver is kept: %s",
  (own) =>
    withProject(
      {
        ...TABLE,
        'alembic.ini': `[alembic]\nscript_location = %(here)s/migrations\nsqlalchemy.url = postgresql+${own}://u:p%%40@h/production\n`,
        'migrations/env.py': engineMade('engine = create_engine(os.environ["SQLALCHEMY_DATABASE_URI"])'),
      },
      async (project) => {
        const tool = await project.start()
        const { driver } = await tool.open((await project.database()).target)
        expect(driver).toMatch(new RegExp(`^${own} \\d`))
      },
    ),
)

test('settings of the connection that name no place are kept', () =>
  withProject(
    {
      ...TABLE,
      'migrations/env.py': engineMade(
        `engine = create_engine("${UNREACHABLE.replace(':', '+psycopg2:')}?application_name=mine", connect_args={"options": "-c search_path=public"})
with engine.connect() as connection:
    print(connection.exec_driver_sql("select current_setting('application_name'), current_setting('search_path')").fetchall())`,
      ),
    },
    async (project) => {
      await project.open()
      expect(await project.printed()).toContain("[('mine', 'public')]")
    },
  ))

describe('raw connections in a migration', () => {
  const RAW: Readonly<Record<string, string>> = {
    psycopg2: `import psycopg2\nwith psycopg2.connect("${UNREACHABLE}") as raw:\n    raw.cursor().execute("create table raw (id int)")`,
    psycopg: `import psycopg\nwith psycopg.connect("${UNREACHABLE}") as raw:\n    raw.execute("create table raw (id int)")`,
    'psycopg, async': `import asyncio, psycopg
async def main():
    async with await psycopg.AsyncConnection.connect("${UNREACHABLE}") as raw:
        await raw.execute("create table raw (id int)")
asyncio.run(main())`,
    asyncpg: `import asyncio, asyncpg
async def main():
    raw = await asyncpg.connect("${UNREACHABLE}")
    await raw.execute("create table raw (id int)")
    await raw.close()
asyncio.run(main())`,
  }

  const BY_VARIABLE = Object.entries(RAW).map(([name, code]): [string, string] => [
    `${name}, by DATABASE_URL`,
    code
      .replace('import ', 'import os, ')
      .replace(`"${UNREACHABLE}"`, '"postgresql:" + os.environ["DATABASE_URL"].partition(":")[2]'),
  ])

  test.each(runnable({ ...RAW, ...Object.fromEntries(BY_VARIABLE) }))(
    'are made to the scratch database: %s',
    (_name, code) =>
      withProject(revisions({ r1: { upgrade: `py:${code}` } }), async (project) => {
        const { tool, database } = await project.open()
        await passing(tool, 'r1', 'upgrade')
        expect(await relations(database)).toEqual(['raw'])
      }),
  )
})

describe('a program that a migration starts finds the scratch database', () => {
  const CHILD = (dsn: string): string => `py:import subprocess, sys
child = 'import os, psycopg2; raw = psycopg2.connect(${dsn}); raw.cursor().execute("create table raw (id int)"); raw.commit()'
subprocess.run([sys.executable, "-c", child], check=True)`
  const WAYS = { DATABASE_URL: 'os.environ["DATABASE_URL"]', "libpq's variables": '""' }
  const FOLDERS = ['plain', 'with a space + 100% ü']

  test.each(
    Object.entries(WAYS).flatMap(([way, dsn]) => FOLDERS.map((folder) => [way, folder, dsn] as const)),
  )('by %s, with a socket in a folder %s', (_way, folder, dsn) =>
    withProject(
      {
        ...revisions({ r1: { upgrade: CHILD(dsn) } }),
        'migrations/env.py': envFile('with engine.connect() as connection:', BODY),
      },
      async (project) => {
        const tool = await project.start()
        const database = await project.database()
        const host = join(project.directory, folder)
        symlinkSync(database.target.host, host)
        await tool.open({ ...database.target, host })
        await passing(tool, 'r1', 'upgrade')
        expect(await relations(database)).toEqual(['raw'])
      },
    ),
  )
})

describe('what cannot be redirected is refused', () => {
  test('a connection that is made past every door', () =>
    withProject(
      {
        ...TABLE,
        'migrations/env.py': engineMade(
          'import psycopg2.extensions as raw\nengine = create_engine("postgresql+psycopg2://", creator=lambda: raw.connection(os.environ["OTHER"]))',
        ),
      },
      async (project) => {
        const other = await project.database()
        const { host, port, user, password, database } = other.target
        process.env['OTHER'] =
          `host=${host} port=${port} user=${user} dbname=${database} ${password === null ? '' : `password='${password}'`}`
        const message = await configError(project.open())
        expect(message).toMatch(
          new RegExp(`connected to the database ${database}, which would not be a scratch database`),
        )
        expect(await relations(other)).toEqual([])
      },
    ))

  test('another kind of database', () =>
    withProject(
      { ...TABLE, 'migrations/env.py': engineMade('engine = create_engine("sqlite://")') },
      async (project) => {
        expect(await configError(project.open())).toMatch(
          /connects to a sqlite database, but matview-check works on PostgreSQL only/,
        )
      },
    ))

  test('a connection while the migrations are being loaded', () =>
    withProject(
      revisions({ r1: { top: `sa.create_engine("${UNREACHABLE}").connect()` } }),
      async (project) => {
        expect(await configError(project.start())).toMatch(
          /connects to a database while its migrations are being loaded/,
        )
      },
    ))
})

test('an env.py that swallows every error cannot hide a refusal', () =>
  withProject(
    {
      ...TABLE,
      'migrations/env.py': `try:\n${engineMade('engine = create_engine("sqlite://")').replace(/^/gm, '    ')}\nexcept Exception:\n    pass\n`,
    },
    async (project) => {
      expect(await configError(project.open())).toMatch(/sqlite/)
    },
  ))
