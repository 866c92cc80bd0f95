import { expect, test } from '@jest/globals'
import { DRIVERS } from './drivers.js'
import { revisions, withProject, type RevisionFile } from './project.js'
import { passing, relations } from './state.js'

/** What outlasts a step within one Python process, or within one session. Each command of Alembic's has its own of both. */
const MOODS = 'sa.table("t", sa.column("id", sa.Integer), sa.column("m", sa.Enum("sad", "ok", name="mood")))'

const LASTING: Readonly<Record<string, RevisionFile>> = {
  'an Enum that create_table makes, and remembers': {
    upgrade: 'py:op.create_table("t", sa.Column("mood", sa.Enum("good", "bad", name="mood")))',
    downgrade: 'py:op.drop_table("t")\nop.execute("drop type mood")',
  },
  'a MetaData of the file, which knows its tables': {
    top: 'metadata = sa.MetaData()',
    upgrade: 'py:sa.Table("t", metadata, sa.Column("id", sa.Integer)).create(op.get_bind())',
    downgrade: 'drop table t',
  },
  'a counter of the file': {
    top: 'made = []',
    upgrade: 'py:made.append(1)\nop.execute("create table t (id int)" if len(made) == 1 else "fail")',
    downgrade: 'drop table t',
  },
  'a temporary table': {
    upgrade: 'py:op.execute("create temporary table work (id int)")\nop.execute("create table t (id int)")',
    downgrade: 'drop table t',
  },
  'a search_path': {
    upgrade: 'py:op.execute("create table t (id int)")\nop.execute("set search_path to elsewhere, public")',
    downgrade: 'drop table public.t',
  },
  'a search_path set by a function': {
    upgrade: `py:op.execute("create table t (id int)")\nop.execute("select set_config('search_path', 'elsewhere, public', false)")`,
    downgrade: 'drop table public.t',
  },
  'a search_path set in a block': {
    upgrade: `py:op.execute("create table t (id int)")\nop.execute("do $$ begin set search_path to elsewhere, public; end $$")`,
    downgrade: 'drop table public.t',
  },
  'a prepared statement': {
    upgrade: 'py:op.execute("prepare one as select 1")\nop.execute("create table t (id int)")',
    downgrade: 'drop table t',
  },
  // asyncpg and psycopg remember statements, and SQLAlchemy and psycopg forget them at some first words only.
  'a statement that the driver has prepared, with the number of a type made in a block': {
    upgrade: `py:op.execute('''-- both
do $$ begin create type mood as enum ('sad', 'ok'); create table t (id int primary key, m mood not null); end $$''')
for i in range(12):
    op.bulk_insert(${MOODS}, [{"id": i, "m": "sad"}])`,
    downgrade: "py:op.execute('''-- both\ndo $$ begin drop table t; drop type mood; end $$''')",
  },
  'a statement that the driver has prepared, with the columns of a table changed in a block': {
    top: 'def read():\n    for i in range(12):\n        op.get_bind().execute(sa.text("select * from t")).fetchall()',
    upgrade: `py:op.execute("create table t (id int)")
read()
op.execute("do $$ begin alter table t add column n int; end $$")`,
    downgrade: 'py:read()\nop.execute("do $$ begin drop table t; end $$")',
  },
}

test.each(
  DRIVERS.flatMap(([driver, env]) => Object.keys(LASTING).map((what) => [what, driver, env] as const)),
)('a step knows nothing of the steps before: %s (%s)', (what, _driver, env) =>
  withProject(
    {
      ...revisions({
        s1: { upgrade: 'create schema elsewhere', downgrade: 'drop schema elsewhere' },
        s2: LASTING[what] ?? {},
        s3: { upgrade: 'create table u (id int)', downgrade: 'drop table public.u' },
      }),
      'migrations/env.py': env,
    },
    async (project) => {
      const { tool, database } = await project.open()
      await passing(tool, 's1', 'upgrade')
      for (const direction of ['upgrade', 'downgrade', 'upgrade'] as const)
        await passing(tool, 's2', direction)
      for (const direction of ['upgrade', 'downgrade', 'upgrade'] as const)
        await passing(tool, 's3', direction)
      expect(await relations(database)).toEqual(['t', 'u'])
    },
  ),
)
