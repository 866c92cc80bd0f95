import { expect, test } from '@jest/globals'
import { annotationsOf } from '../../src/report/annotations.js'
import { finding, result } from './build.js'
import { SITUATIONS } from './situations.js'

const crowd = (count: number, changes = {}): ReturnType<typeof finding>[] =>
  Array.from({ length: count }, (_, at) => finding({ revision: `r${at}`, ...changes }))

test('stands on the lines of the migration and says what to write', () => {
  const [one] = annotationsOf(SITUATIONS['left-behind']?.result ?? result())
  expect(one).toMatchObject({
    severity: 'error',
    title: 'left-behind in 3f2a9c81d0aa',
    file: 'migrations/versions/3f2a9c81d0aa_add_daily_usage.py',
    line: 34,
    endLine: 36,
  })
  expect(one?.message).toMatch(
    /^materialized view public\.daily_usage_matview is still there[^]*op\.execute\("""DROP/,
  )
})

test('at most nine of each severity, and the others are counted', () => {
  const findings = [...crowd(25), ...crowd(9, { severity: 'warning' }), ...crowd(11, { severity: 'notice' })]
  const all = annotationsOf(result({ findings }))
  const count = (severity: string): number => all.filter((one) => one.severity === severity).length
  expect([count('error'), count('warning'), count('notice')]).toEqual([9, 9, 9])
  expect(
    all.filter(({ file, title }) => file === null && title.includes('more')).map(({ message }) => message),
  ).toEqual([
    '17 more errors in 17 migrations are told in the report of this run.',
    '3 more notices in 3 migrations are told in the report of this run.',
  ])
})

test.each(['x'.repeat(9_000), '日本'.repeat(9_000), '😀'.repeat(5_000)])(
  'none is longer than 4,096',
  (help) => {
    const [one] = annotationsOf(result({ findings: [finding({ help })] }))
    expect(Buffer.byteLength(one?.message ?? '')).toBeLessThanOrEqual(4_096)
    expect(one?.message.length).toBeGreaterThan(1_000)
  },
)

test('control characters are written out', () => {
  const [one] = annotationsOf(result({ findings: [finding({ message: 'a\u001b[2Jb', rule: 'x\ny' })] }))
  expect(one?.message).toContain('a\\u{1b}[2Jb')
  expect(one?.title).toBe('x\\ny in 3f2a9c81d0aa')
})
