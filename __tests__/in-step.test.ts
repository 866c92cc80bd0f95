import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { REPORT_FORMATS } from '../src/inputs/options/all.js'
import { FORMATS } from '../src/report/formats/all.js'
import { RULES } from '../src/rules/all.js'
import { KINDS } from '../src/snapshot/kinds/all.js'
import { TOOLS } from '../src/tools/all.js'
import { CASES } from './snapshot/cases.js'

/** Names of the files in a folder, without their ending; `all` is the registry itself. */
function names(folder: string, ending: string): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length))
    .filter((name) => name !== 'all')
    .sort()
}

/** Modules beside `all.ts` that it imports. */
function registered(folder: string): string[] {
  const text = readFileSync(join(folder, 'all.ts'), 'utf8')
  return [...text.matchAll(/from '\.\/([\w-]+)(?:\/index)?\.js'/g)].map(([, name = '']) => name).sort()
}

const ruleIds = RULES.map(({ id }) => id).sort()

describe('in step', () => {
  test.each(['src/snapshot/kinds', 'src/report/formats'])(
    'every file of %s stands in its registry',
    (folder) => {
      expect(registered(folder)).toEqual(names(folder, '.ts'))
    },
  )

  test('every rule stands in the file of its name', () => {
    expect(registered('src/rules').filter((name) => name !== 'rule')).toEqual(ruleIds)
  })

  test('every rule has its page and its test, and nothing is orphaned', () => {
    expect(names('docs/rules', '.md')).toEqual(ruleIds)
    const tests = names('__tests__/rules', '.test.ts')
    expect(ruleIds.filter((id) => !tests.includes(id))).toEqual([])
  })

  test('the README lists every rule and none that is not there', () => {
    const listed = [...readFileSync('README.md', 'utf8').matchAll(/\(docs\/rules\/([\w-]+)\.md\)/g)]
    expect([...new Set(listed.map(([, id]) => id))].sort()).toEqual(ruleIds)
  })

  test('every report format has its option', () => {
    expect(FORMATS.map(({ id }) => id).sort()).toEqual([...REPORT_FORMATS].sort())
  })

  test('every migration tool has its folder and its tests', () => {
    const folders = (path: string): string[] =>
      readdirSync(path, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))
    expect(folders('src/tools')).toEqual(Object.keys(TOOLS))
    expect(folders('__tests__/tools')).toEqual(expect.arrayContaining(Object.keys(TOOLS)))
  })

  test('every kind of object has a case that changes it', () => {
    const told = CASES.flatMap(({ says }) => says).join('\n')
    const kinds = KINDS.flatMap((kind) => kind.kinds).filter((kind) => kind !== 'extension')
    expect(kinds.filter((kind) => !told.includes(` ${kind} `))).toEqual([])
  })

  test('the changelog has an entry for the version in package.json', () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
    expect(readFileSync('CHANGELOG.md', 'utf8')).toContain(`\n## ${version}\n`)
  })
})
