import { expect, test } from '@jest/globals'
import { renderTerminal } from '../../src/report/terminal.js'
import { finding, result } from './build.js'
import { SITUATIONS } from './situations.js'

const ESCAPE = '\u001b'

test.each(Object.entries(SITUATIONS))('%s: without colours no escape sequence', (_, { result: one }) => {
  expect(renderTerminal(one, { color: false })).not.toContain(ESCAPE)
})

test.each(Object.entries(SITUATIONS))('%s: colours change nothing else', (_, { result: one }) => {
  const plain = renderTerminal(one, { color: true }).replaceAll(/\u001b\[\d+m/g, '')
  expect(plain).toBe(renderTerminal(one, { color: false }))
})

test('a clean run is a few lines with the verdict last', () => {
  expect(renderTerminal(result(), { color: false })).toBe(
    `2 migrations come back exactly as they were.
Full walk over 2 migrations from the heads down and up again: passed (21 ms).
PostgreSQL 17.10 · alembic 1.20.1 · SQLAlchemy 2.1.0 · psycopg2 2.9.13 · Python 3.13.1 · matview-check 1.0.0

✓ Both migrations come back as they were (1.2 s)
`,
  )
})

test('a finding has its place, what differs, why, and lines to copy', () => {
  const text = renderTerminal(SITUATIONS['left-behind']?.result ?? result(), { color: false })
  expect(text).toContain('  error left-behind  migrations/versions/3f2a9c81d0aa_add_daily_usage.py:34\n')
  expect(text).toContain('\n      + CREATE INDEX idx_daily_usage_user_date ON')
  expect(text).toContain('\n    op.execute("""DROP MATERIALIZED VIEW public.daily_usage_matview""")\n')
  expect(text.trimEnd().split('\n').at(-1)).toBe(
    '✗ 1 of 2 migrations does not come back as it was: 1 error (1.2 s)',
  )
})

test('sentences keep to the width', () => {
  const text = renderTerminal(result({ findings: [finding({ help: 'word '.repeat(200) })] }), {
    color: false,
    width: 60,
  })
  expect(
    Math.max(
      ...text
        .split('\n')
        .filter((line) => line.includes('word'))
        .map((line) => line.length),
    ),
  ).toBeLessThanOrEqual(60)
})

test('names cannot steer the terminal', () => {
  const text = renderTerminal(
    result({ findings: [finding({ message: 'a\u001b]0;x\u0007b', help: '\u009b2J' })] }),
    { color: false },
  )
  expect(text).toContain('\\u{1b}]0;x\\u{7}')
  expect(text).toContain('\\u{9b}2J')
})
