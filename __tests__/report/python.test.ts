import { describe, expect, test } from '@jest/globals'
import { fixLines, fixWords, plainFixWords } from '../../src/report/python.js'

function python(sql: string): string {
  return fixLines({ function: 'downgrade', sql: [sql], tried: true })
    .join('\n')
    .trim()
}

// What SQLAlchemy makes of each was tried with `text(…).compile()` on 1.4 and 2.1.
describe('SQL as a string for op.execute', () => {
  test.each([
    ['DROP VIEW v', 'op.execute("""DROP VIEW v""")'],
    ['DROP VIEW "V"', 'op.execute("""DROP VIEW "V" """)'],
    ["SELECT 'a'::text", `op.execute("""SELECT 'a'::text""")`],
    [`SELECT '{"a":1}'`, `op.execute("""SELECT '{"a"\\\\:1}'""")`],
    ["SELECT ' :name'", `op.execute("""SELECT ' \\\\:name'""")`],
    ["SELECT E'\\n'", `op.execute("""SELECT E'\\\\n'""")`],
    ["SELECT '\\:x'", `op.execute("""SELECT '\\\\\\\\:x'""")`],
    ['SELECT """x"', 'op.execute("""SELECT \\"\\"\\"x" """)'],
    ["SELECT '\u202e'", `op.execute("""SELECT '\\U0000202e'""")`],
    ["SELECT '<!-- x -->'", `op.execute("""SELECT '<\\x21-- x -->'""")`],
  ])('%s', (sql, expected) => {
    expect(python(sql)).toBe(expected)
  })

  test('lines move to the right with the function', () => {
    expect(python('CREATE VIEW v AS\nSELECT 1')).toBe('op.execute("""CREATE VIEW v AS\n        SELECT 1""")')
  })

  test.each(["SELECT 'a\nb'", 'CREATE FUNCTION f() AS $$\nBEGIN'])('lines in quotations stay: %s', (sql) => {
    expect(python(sql)).toBe(`op.execute("""${sql}""")`)
  })
})

test('a fix that another finding tells is not told again', () => {
  const fix = { function: 'downgrade', sql: ['SELECT 1'], tried: true, sameAs: 'type public.mood' } as const
  expect([plainFixWords(fix), fixLines(fix)]).toEqual([
    'The fix told for type public.mood mends this, too.',
    [],
  ])
})

test('a fix is called tried only where it mended', () => {
  const fix = { function: 'downgrade', sql: ['SELECT 1'], tried: false } as const
  expect(fixWords({ ...fix, tried: true }).remark).toBe('tried on a scratch database: it mends this')
  expect(fixWords(fix).remark).toBe('a starting point, not tried')
  expect(fixWords({ ...fix, failed: 'PostgreSQL refuses it' }).remark).toMatch(
    /^a starting point: tried .* not enough: PostgreSQL refuses it$/,
  )
})
