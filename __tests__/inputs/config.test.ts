import { expect, test } from '@jest/globals'
import { configProblem, findConfig } from '../../src/inputs/config.js'
import { project } from './project.js'

const TABLE = '[project]\nname = "a"\n\n[tool.alembic]\nscript_location = "m"\n'

test.each([
  [{ 'alembic.ini': '', 'pyproject.toml': TABLE, 'migrations/alembic.ini': '' }, 'alembic.ini'],
  [{ 'pyproject.toml': TABLE, 'migrations/alembic.ini': '' }, 'pyproject.toml'],
  [
    { 'pyproject.toml': '[tool.black]\n# [tool.alembic]\n', 'migrations/alembic.ini': '' },
    'migrations/alembic.ini',
  ],
])('of %j the configuration is %s', (files, found) => {
  const folder = project(files)
  expect(findConfig(folder)).toEqual({ path: `${folder}/${found}` })
})

test.each([
  [{ 'readme.txt': '' }, "name your project's Alembic configuration."],
  [{ 'backend/alembic.ini': '' }, 'is it backend/alembic.ini?'],
])('without one the user is told where it was looked for: %j', (files, hint) => {
  const folder = project(files)
  expect(findConfig(folder)).toEqual({
    problem:
      `is not given, and ${folder} has no alembic.ini, no pyproject.toml with [tool.alembic] ` +
      `and no migrations/alembic.ini: ${hint}`,
  })
})

test.each([
  ['own.ini', null],
  ['with.toml', null],
  ['without.toml', 'which has no table [tool.alembic]'],
  ['folder', 'which is no file'],
  ['gone.ini', 'which does not exist'],
])('%s', (name, problem) => {
  const folder = project({ 'own.ini': '', 'with.toml': TABLE, 'without.toml': '', 'folder/x': '' })
  const found = configProblem(name, folder)
  if (problem === null) expect(found).toBeNull()
  else expect(found).toContain(`names ${folder}/${name}, ${problem}`)
})
