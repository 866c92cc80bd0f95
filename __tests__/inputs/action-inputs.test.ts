import { describe, expect, test } from '@jest/globals'
import { readActionInputs, type ActionInputs } from '../../src/inputs/action-inputs.js'
import { optionsOf } from '../../src/inputs/options/all.js'
import { messageOf, project } from './project.js'

const cwd = project({ 'alembic.ini': '', 'api/alembic.ini': '', 'api/a.sql': '', 'api/b.sql': '' })

/** As the runner does: every input of action.yml is in the environment, with its default or empty. */
function environment(given: Record<string, string> = {}): Record<string, string> {
  return Object.fromEntries(
    optionsOf('action').map(({ name, default: fallback }) => [
      `INPUT_${name.toUpperCase()}`,
      given[name] ?? fallback ?? '',
    ]),
  )
}

const read = (given?: Record<string, string>): ActionInputs =>
  readActionInputs(environment(given), cwd, ['left-behind', 'not-restored'])

describe('the inputs of the Action', () => {
  test('are by default those of the command line, with a comment when there is something to say', () => {
    expect(read()).toMatchObject({
      comment: 'problems',
      commentKey: '',
      inputs: { directory: cwd, config: `${cwd}/alembic.ini`, fullWalk: true, stepTimeout: 300, reports: {} },
    })
  })

  test('are the same when the runner sets nothing at all', () => {
    expect(readActionInputs({}, cwd, [])).toEqual({ ...read(), token: '' })
  })

  test('hold one value a line where several may be given', () => {
    const inputs = read({
      'working-directory': 'api',
      'setup-sql': 'a.sql\r\n\n  b.sql  \n',
      severity: 'left-behind=warning\nnot-restored=off',
      x: 'a=1, 2\nb',
    }).inputs
    expect(inputs.setupSql).toEqual([`${cwd}/api/a.sql`, `${cwd}/api/b.sql`])
    expect(inputs.severities).toEqual({ 'left-behind': 'warning', 'not-restored': 'off' })
    expect(inputs.xArguments).toEqual(['a=1, 2', 'b'])
  })

  test('are relative to the working directory', () => {
    const { inputs } = read({ 'working-directory': './api/', json: 'out/result.json' })
    expect(inputs.directory).toBe(`${cwd}/api`)
    expect(inputs.config).toBe(`${cwd}/api/alembic.ini`)
    expect(inputs.reports).toEqual({ json: `${cwd}/api/out/result.json` })
  })

  test.each([
    ['True', true],
    ['TRUE', true],
    ['false', false],
    [' false ', false],
  ])('take %j as a boolean', (text, verbose) => {
    expect(read({ verbose: text }).inputs.verbose).toBe(verbose)
  })

  test('take token, comment and comment-key', () => {
    expect(read({ token: 't', comment: 'always', 'comment-key': 'pg17 / api' })).toMatchObject({
      token: 't',
      comment: 'always',
      commentKey: 'pg17 / api',
    })
  })

  test('compare with the base of the pull request', () => {
    const env = { ...environment({ revisions: 'changed' }), GITHUB_BASE_REF: 'main' }
    expect(readActionInputs(env, cwd, []).inputs.selection).toEqual({
      kind: 'changed',
      baseRef: 'origin/main',
    })
  })

  test.each<[Record<string, string>, string]>([
    [{ verbose: 'yes' }, 'Input verbose is `yes`: give true or false.'],
    [{ json: '-' }, 'Input json is `-`: give the path of a file.'],
    [{ comment: 'sometimes' }, 'Input comment is `sometimes`: give problems, always, never.'],
    [
      { 'comment-key': 'a --> b' },
      'Input comment-key may hold up to 100 letters, digits, blanks and . , : / @ + = _ - but no double hyphen.',
    ],
    [
      { 'working-directory': 'gone' },
      `Input working-directory names ${cwd}/gone, which is no folder: give a folder of the checkout.`,
    ],
    [
      { postgres: 'x', shard: 'y' },
      'Input postgres is `x`: give a whole number from 13 to 99.\nInput shard is `y`: give I/N with I from 1 to N, such as 1/4.',
    ],
  ])('%j is refused', (given, message) => {
    expect(messageOf(() => read(given))).toBe(message)
  })
})
