import { expect, test } from '@jest/globals'
import { sayShort, moments, tell } from '../../src/report/differences.js'

const quote = (text: string): string => `<${text}>`

test.each([
  [true, false, '<p>: <true> before the upgrade, <false> after the downgrade'],
  ['x', null, '<p>: <x> before the upgrade, missing after the downgrade'],
  [null, 'present', '<p>: not there before the upgrade, there after the downgrade'],
  [['a'], [], '<p>: <a> before the upgrade, <(none)> after the downgrade'],
  ['', 3, '<p>: <(empty)> before the upgrade, <3> after the downgrade'],
])('a short difference is a sentence', (old, now, sentence) => {
  const [short] = tell([{ property: 'p', old, new: now }]).short
  expect(short && sayShort(short, moments({ leg: 'downgrade' }), quote)).toBe(sentence)
})

test('a long one is told line by line', () => {
  const { long } = tell([{ property: 'definition', old: 'SELECT a\nFROM t', new: 'SELECT b\nFROM t' }])
  expect(long[0]?.lines.map(({ sign, text }) => sign + text)).toEqual(['-SELECT a', '+SELECT b', ' FROM t'])
})

test('an object has a line for each key, a list one for each element', () => {
  const { long } = tell([
    { property: 'options', old: { a: 1, b: { c: [2] } }, new: null },
    { property: 'grants', old: ['x: SELECT', 'y: SELECT'], new: ['x: SELECT'] },
  ])
  expect(long.map(({ lines }) => lines.map(({ sign, text }) => sign + text))).toEqual([
    ['-a: 1', '-b: {"c":[2]}'],
    [' x: SELECT', '-y: SELECT'],
  ])
})

test('texts that have nothing in common are compared in no time', () => {
  const lines = (from: string): string =>
    Array.from({ length: 20_000 }, (_, at) => `${from} ${at}`).join('\n')
  const { long } = tell([{ property: 'definition', old: lines('a'), new: lines('b') }])
  expect(long[0]?.lines).toHaveLength(40_000)
})
