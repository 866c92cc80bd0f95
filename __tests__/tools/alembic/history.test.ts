import { execFileSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { testPython } from '../../support/python.js'
import { Project, revisions, withProject, type RevisionFile } from './project.js'
import { passing, relations, versions } from './state.js'

const made = (name: string): RevisionFile => ({
  upgrade: `create table ${name} (id int)`,
  downgrade: `drop table ${name}`,
})

/** Two bases; the first branches in two that are merged again; the second depends on a branch. */
const BRANCHES = revisions({
  root: { ...made('root'), top: 'branch_labels = ("main",)' },
  left1: { ...made('left1'), down: '"root"' },
  left2: { ...made('left2'), down: '"left1"' },
  right: { ...made('right_'), down: '"root"' },
  merge: { ...made('merge'), down: '("left2", "right")' },
  aside: { ...made('aside'), down: 'None', top: 'depends_on = "left2"' },
  aside2: { ...made('aside2'), down: '"aside"', top: 'depends_on = ("merge",)' },
})

describe('a history with branches, a merge, two bases and depends_on', () => {
  test('comes in an order that respects down_revision and depends_on', () =>
    withProject(BRANCHES, async (project) => {
      const { history } = await project.start()
      const ids = history.revisions.map(({ id }) => id)
      for (const { id, downRevisions, dependsOn } of history.revisions) {
        for (const parent of [...downRevisions, ...dependsOn])
          expect(ids.indexOf(parent)).toBeLessThan(ids.indexOf(id))
      }
      expect(new Set(history.bases)).toEqual(new Set(['root', 'aside']))
      expect(new Set(history.heads)).toEqual(new Set(['merge', 'aside2']))
      expect(history.revisions.find(({ id }) => id === 'root')?.branchLabels).toEqual(['main'])
    }))

  test('is walked up and down one revision at a time, exactly', () =>
    withProject(BRANCHES, async (project) => {
      const { tool, database } = await project.open()
      const ids = tool.history.revisions.map(({ id }) => id)
      const table = (id: string): string => (id === 'right' ? 'right_' : id)
      for (const [index, id] of ids.entries()) {
        for (const direction of ['upgrade', 'downgrade', 'upgrade'] as const) {
          await passing(tool, id, direction)
          const standing = ids.slice(0, direction === 'upgrade' ? index + 1 : index).map(table)
          expect(await relations(database)).toEqual(standing.sort())
        }
      }
      expect((await versions(database)).includes('aside2')).toBe(true)
      for (const id of ids.toReversed()) await passing(tool, id, 'downgrade')
      expect([await relations(database), await versions(database)]).toEqual([[], []])
    }))
})

describe('where the project is', () => {
  test('files below the working directory are told relative to it', async () => {
    const inside = mkdtempSync(join('.cache', 'tools-test-'))
    const project = new Project(revisions({ r1: {} }), inside)
    await project
      .start()
      .then(({ history }) => expect(history.revisions[0]?.file).toBe(`${inside}/migrations/versions/r1.py`))
      .finally(() => project.end())
  })

  test('a script_location relative to alembic.ini is found from elsewhere too', () =>
    withProject(
      {
        ...revisions({ r1: { top: 'import helper' } }),
        'alembic.ini': '[alembic]\nscript_location = migrations\nprepend_sys_path = .\n',
        'helper.py': '',
      },
      async (project) => {
        expect((await project.start()).history.heads).toEqual(['r1'])
        expect(relative(project.directory, process.cwd())).not.toBe('')
      },
    ))

  test("Flask-Migrate's alembic.ini stands among the scripts and names no folder", () =>
    withProject({ ...revisions({ r1: {} }), 'migrations/alembic.ini': '[alembic]\n' }, async (project) => {
      const tool = await project.start({ config: join(project.directory, 'migrations', 'alembic.ini') })
      expect(tool.history.heads).toEqual(['r1'])
    }))

  test('another section and arguments for env.py', () =>
    withProject(
      {
        ...revisions({ r1: {} }),
        'alembic.ini':
          '[other]\nscript_location = %(here)s/migrations\nsqlalchemy.url = postgresql://nowhere/x\n',
      },
      async (project) => {
        project.write(
          'migrations/env.py',
          project
            .read('migrations/env.py')
            .replace(
              'from sqlalchemy',
              'print(context.get_x_argument(as_dictionary=True), context.config.config_ini_section)\nfrom sqlalchemy',
            ),
        )
        await project.open({ section: 'other', xArguments: ['tenant=a', 'b=c'] })
        expect(await project.printed()).toContain("{'tenant': 'a', 'b': 'c'} other")
      },
    ))

  const alembicVersion = execFileSync(testPython(), ['-c', 'import alembic; print(alembic.__version__)'], {
    encoding: 'utf8',
  })
  const [major = 0, minor = 0] = alembicVersion.split('.').map(Number)

  test('[tool.alembic] in pyproject.toml, from Alembic 1.16 on', () =>
    withProject(
      {
        ...revisions({ r1: {} }),
        'pyproject.toml': '[tool.alembic]\nscript_location = "%(here)s/migrations"\n',
        'alembic.ini': '[other]\n',
      },
      async (project) => {
        const start = project.open({ config: join(project.directory, 'pyproject.toml') })
        if (major > 1 || minor >= 16) expect((await start).tool.history.heads).toEqual(['r1'])
        else await expect(start).rejects.toThrow(/from 1\.16 on/)
      },
    ))
})

test('the versions of everything', () =>
  withProject(revisions({ r1: {} }), async (project) => {
    const { versions: known } = await project.start()
    expect(known.python).toMatch(/^3\.\d+\.\d+$/)
    expect(known.tool).toMatch(/^alembic \d+\.\d+/)
    expect(known.sqlalchemy).toMatch(/^\d+\.\d+/)
  }))
