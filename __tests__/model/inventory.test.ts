import { expect, test } from '@jest/globals'
import { sourcesFirst } from '../../src/model/inventory.js'

test.each<[name: string, reads: Readonly<Record<string, readonly string[]>>, order: string]>([
  ['by identity where nothing else tells', { c: [], a: [], b: [] }, 'a b c'],
  ['each after what it reads', { a: ['b'], b: ['c', 'd'], c: [], d: [] }, 'c d b a'],
  ['a diamond', { a: ['b', 'c'], b: ['z'], c: ['z'], z: [] }, 'z b c a'],
  ['two that read each other', { a: ['b'], b: ['a'], c: ['a'] }, 'b a c'],
  ['what is not there', { a: ['gone'] }, 'a'],
])('%s', (_, reads, order) => {
  const relations = Object.entries(reads).map(([identity, all]) => ({
    kind: 'view',
    identity,
    touch: null,
    reads: all,
  }))
  const sorted = sourcesFirst(relations).map(({ identity }) => identity)
  expect(sorted.join(' ')).toBe(order)
})

test('a chain of any length', () => {
  const chain = Array.from({ length: 100_000 }, (_, at) => ({
    kind: 'view',
    identity: `v${at}`,
    touch: null,
    reads: [`v${at + 1}`],
  }))
  expect(sourcesFirst(chain).at(-1)?.identity).toBe('v0')
})
