import { describe, expect, test } from '@jest/globals'
import { ConfigError } from '../../src/model/errors.js'
import { json } from '../../src/report/formats/json.js'
import { MOST_BYTES, parseResult } from '../../src/report/parse.js'
import { finding, result } from './build.js'

/** A good result file with a part of it replaced. */
function edited(changes: Readonly<Record<string, unknown>>): string {
  const good = JSON.parse(json.render(result({ findings: [finding()] }))) as object
  return JSON.stringify({ ...good, ...changes })
}

const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`

const REFUSED: readonly (readonly [string, string, string])[] = [
  ['no JSON', '{', 'is not JSON'],
  ['something else', '[]', 'has no `formatVersion`'],
  ['null', 'null', 'has no `formatVersion`'],
  [
    'a later format',
    edited({ formatVersion: 2 }),
    'has format version 2 and this matview-check reads version 1',
  ],
  ['a list as text', edited({ revisions: 'none' }), '`/revisions` must be array'],
  [
    'a finding without its rule',
    edited({ findings: [{}] }),
    "`/findings/0` must have required property 'rule'",
  ],
  ['a line that is none', edited({ unusedIgnores: [{ file: 'x', line: -1, rule: 'x' }] }), 'must be >= 1'],
  ['a verdict that does not follow', edited({ verdict: 'passed' }), '`verdict` does not follow'],
  [
    'counts that are wrong',
    edited({ counts: { error: 0, warning: 0, notice: 0 } }),
    '`counts` does not match',
  ],
  ['no environment', edited({ environments: [] }), 'an environment that it does not list'],
  [
    'an environment too many',
    edited({ findings: [finding({ where: [1] })] }),
    'an environment that it does not list',
  ],
  [
    'a well without a bottom',
    edited({ config: 'x' }).replace('"config":"x"', `"config":${deep}`),
    'nested deeper',
  ],
  ['a file without an end', ' '.repeat(MOST_BYTES + 1), 'is larger than 32 MB'],
]

describe('a file that is no result', () => {
  test.each(REFUSED)('%s', (_, text, why) => {
    expect(() => parseResult(text, 'out.json')).toThrow(ConfigError)
    expect(() => parseResult(text, 'out.json')).toThrow(why)
    expect(() => parseResult(text, 'out.json')).toThrow(/^out\.json .*\.$/)
  })
})

test('what this version does not know is left out', () => {
  const text = edited({ later: 1, __proto__: { polluted: true } }).replace(
    '{',
    '{"__proto__":{"polluted":true},',
  )
  const read = parseResult(text, 'out.json')
  expect(read).toEqual(result({ findings: [finding()] }))
  expect((read as unknown as Record<string, unknown>)['polluted']).toBeUndefined()
})

test('a byte order mark does no harm', () => {
  expect(parseResult(`\uFEFF${json.render(result())}`, 'out.json')).toEqual(result())
})
