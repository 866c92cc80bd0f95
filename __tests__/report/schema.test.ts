import { describe, expect, test } from '@jest/globals'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { readFileSync } from 'node:fs'
import { json } from '../../src/report/formats/json.js'
import { parseResult } from '../../src/report/parse.js'
import { RESULT_SCHEMA } from '../../src/report/schema.js'
import { golden } from './golden.js'
import { SITUATIONS } from './situations.js'

/** Every property that the schema names, at any depth. */
function properties(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return []
  const { properties: own = {}, items } = schema as { properties?: Record<string, unknown>; items?: unknown }
  return [...Object.entries(own).flatMap(([name, one]) => [name, ...properties(one)]), ...properties(items)]
}

describe('the result file', () => {
  test('docs/result.schema.json is the schema that is read by', () => {
    const written = `${JSON.stringify(RESULT_SCHEMA, null, 2)}\n`
    expect(written).toBe(golden('docs/result.schema.json', written))
  })

  test('the schema is a valid one', () => {
    expect(new Ajv2020({ strict: true, allowUnionTypes: true }).validateSchema(RESULT_SCHEMA)).toBe(true)
  })

  test('docs/result-format.md tells of every property', () => {
    const page = readFileSync('docs/result-format.md', 'utf8')
    expect([...new Set(properties(RESULT_SCHEMA))].filter((name) => !page.includes(`\`${name}\``))).toEqual(
      [],
    )
  })

  test.each(Object.entries(SITUATIONS))(
    '%s is written, fits the schema and is read again',
    (_, { result }) => {
      const text = json.render(result)
      expect(text).toMatch(/^{\n {2}"formatVersion": 1,\n[^]*}\n$/)
      expect(JSON.parse(text)).toEqual(result)
      expect(parseResult(text, 'x.json')).toEqual(result)
      expect(json.render(parseResult(text, 'x.json'))).toBe(text)
    },
  )

  test('keys stand in one order, however the result was made', () => {
    const { result } = SITUATIONS['merged-matrix'] ?? {}
    const shuffled = Object.fromEntries(Object.entries(result ?? {}).toReversed())
    expect(json.render(shuffled as unknown as NonNullable<typeof result>)).toBe(result && json.render(result))
  })
})
