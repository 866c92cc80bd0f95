import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import type { CheckResult } from '../src/model/result.js'
import { renderMarkdown } from '../src/report/markdown.js'
import { checkProject } from './support/check.js'

const UPDATE = process.env['UPDATE_GOLDEN'] !== undefined

/** The result with what differs from machine to machine replaced, before it is rendered. */
function settled(result: CheckResult): CheckResult {
  return {
    ...result,
    environment: {
      matviewCheck: '1.0.0',
      postgresql: '17.10',
      python: '3.12.0',
      tool: 'alembic 1.20.1',
      sqlalchemy: '2.1.9',
      driver: 'psycopg2 2.9.13',
    },
    milliseconds: 900,
    revisions: result.revisions.map((one) => ({
      ...one,
      legs: one.legs.map((leg) => ({ ...leg, milliseconds: 5 })),
    })),
    walk: result.walk && { ...result.walk, milliseconds: 20 },
  }
}

async function report(state: string): Promise<string> {
  const result = await checkProject(resolve('.'), { config: resolve('example', `${state}.ini`) })
  return renderMarkdown(settled(result), { maxBytes: 65_536 })
}

function expectFile(file: string, text: string): void {
  if (UPDATE) writeFileSync(file, text)
  expect(readFileSync(file, 'utf8')).toBe(text)
}

const migrations = (state: string): string[] =>
  readdirSync(`example/${state}`)
    .filter((file) => file.endsWith('.py'))
    .sort()

describe('the example', () => {
  test('differs between its states in two downgrades and nowhere else', () => {
    expect(migrations('faulty')).toEqual(migrations('good'))
    const differing = migrations('good').filter((file) => {
      const [good, faulty] = ['good', 'faulty'].map((state) =>
        readFileSync(`example/${state}/${file}`, 'utf8'),
      )
      expect(faulty?.split('def downgrade')[0]).toBe(good?.split('def downgrade')[0])
      return faulty !== good
    })
    expect(differing.map((file) => file.slice(0, 12))).toEqual(['5b8e0c6a4f12', '9d27b1e5c083'])
  })

  test.each(['good', 'faulty'])('in its %s state gives the report beside it', async (state) => {
    expectFile(`example/${state}.md`, await report(state))
  })

  test('in its faulty state gives the report that the README shows', () => {
    const quoted = readFileSync('example/faulty.md', 'utf8')
      .trimEnd()
      .replaceAll(/^/gm, '> ')
      .replaceAll(/ +$/gm, '')
    const readme = readFileSync('README.md', 'utf8')
    const shown = readme.replace(
      /(<!-- report -->\n)[^]*?(<!-- \/report -->)/,
      (_, start: string, end: string) => `${start}${quoted}\n${end}`,
    )
    expectFile('README.md', shown)
  })
})
