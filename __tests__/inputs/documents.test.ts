import { describe, expect, test } from '@jest/globals'
import { existsSync, readFileSync } from 'node:fs'
import { actionYaml, generatedParts, withGeneratedParts } from '../../src/inputs/documents.js'
import { helpText } from '../../src/inputs/help.js'
import { OPTIONS, optionsOf } from '../../src/inputs/options/all.js'
import { OUTPUTS } from '../../src/inputs/outputs.js'

const root = new URL('../../', import.meta.url)
const read = (name: string): string => readFileSync(new URL(name, root), 'utf8')

/** The names listed below a top-level key of action.yml. */
function keysBelow(key: string, text: string): readonly string[] {
  const section = new RegExp(`^${key}:\n((?: .*\n)*)`, 'm').exec(text)?.[1] ?? ''
  return [...section.matchAll(/^ {2}([a-z-]+):$/gm)].map((match) => match[1] ?? '')
}

describe('what is generated from the table', () => {
  test('action.yml is up to date: else run npm run generate', () => {
    expect(read('action.yml')).toBe(actionYaml())
  })

  test.each(['README.md', 'docs/cli.md'])(
    '%s is up to date where it has markers: else run npm run generate',
    (name) => {
      const text = existsSync(new URL(name, root)) ? read(name) : ''
      expect(text).toBe(withGeneratedParts(text))
    },
  )

  test('action.yml lists exactly the inputs and outputs of the tables', () => {
    expect(keysBelow('inputs', read('action.yml'))).toEqual(optionsOf('action').map(({ name }) => name))
    expect(keysBelow('outputs', read('action.yml'))).toEqual(OUTPUTS.map(({ name }) => name))
  })

  test('a document keeps all but what stands between the markers', () => {
    const around = (inner: string): string =>
      `# Title\n<!-- generated:outputs -->\n${inner}<!-- /generated:outputs -->\nEnd $& $1\n`
    const outputs = generatedParts().get('outputs')
    expect(withGeneratedParts(around('old\n'))).toBe(around(`\n${outputs}\n\n`))
    expect(withGeneratedParts(around(''))).toBe(withGeneratedParts(around('old\n')))
    expect(withGeneratedParts('no markers')).toBe('no markers')
  })
})

describe('--help', () => {
  test('fits into 100 columns', () => {
    expect(
      helpText()
        .split('\n')
        .filter((line) => line.length > 100),
    ).toEqual([])
  })

  test.each(optionsOf('cli'))('names $name with its default', ({ name, default: fallback, type }) => {
    const spelled = name.length === 1 ? `-${name}` : `--(\\[no-\\])?${name}`
    expect(helpText()).toMatch(new RegExp(`^ {2}(-\\w, )?${spelled}( |$)`, 'm'))
    if (fallback !== null && type !== 'boolean') {
      expect(helpText().replace(/\s+/g, ' ')).toContain(`Default: ${fallback}.`)
    }
  })
})

describe('the table', () => {
  test('holds each name and short name once', () => {
    const names = OPTIONS.flatMap(({ name, short }) =>
      short === undefined || short === name ? [name] : [name, short],
    )
    expect(new Set(names).size).toBe(names.length)
  })

  test.each(OPTIONS)('$name says what it is for and what happens without it', (option) => {
    expect(option.sentence).toMatch(/^[A-Z][^|<\n]*\.$/)
    expect(`${option.default}${option.otherwise}`).not.toMatch(/[|<\n]/)
    expect(option.default === null).toBe(option.otherwise !== undefined)
    if (option.type === 'choice') expect(option.choices).toContain(option.default)
  })

  test('its description fits the Marketplace, which takes 125 characters', () => {
    expect(/^description: '(.*)'$/m.exec(actionYaml())?.[1]?.length).toBeLessThanOrEqual(125)
  })
})
