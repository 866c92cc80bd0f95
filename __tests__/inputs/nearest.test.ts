import { expect, test } from '@jest/globals'
import { nearest } from '../../src/inputs/nearest.js'

const OPTIONS = ['--config', '--python', '--postgres', '--json', '--junit', '-x']

test.each([
  ['--confg', '--config'],
  ['--Config', '--config'],
  ['--ocnfig', '--config'],
  ['--post', '--postgres'],
  ['--jsn', '--json'],
  ['--j', null],
  ['--everything', null],
  ['', null],
])('%s means %s', (word, meant) => {
  expect(nearest(word, OPTIONS)).toBe(meant)
})
