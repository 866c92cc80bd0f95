import { describe, expect, test } from '@jest/globals'
import { neutralise, oneLine } from '../../src/publish/workflow-command.js'

/** How the runner decides, in the most generous reading: unseen characters count as absent. */
function isCommand(line: string): boolean {
  const seen = line.replace(/^\s+|[\p{C}\p{M}]/gu, '').trimStart()
  return seen.startsWith('::') || seen.includes('##[')
}

describe('a line that the runner would obey', () => {
  test.each([
    '::error::pwned',
    '  \t::set-env name=PATH::/tmp',
    '\u00a0::warning::after a space that .NET trims',
    '\u200b::warning::behind a zero-width space',
    ':\u200d:add-mask::a',
    '\u001b::stop-commands::x',
    '##[error]pwned',
    'text before ##[group]x and ##[endgroup]',
    '###[command]x',
    '#\u200b#[warning]x',
  ])('%j is printed harmless', (line) => {
    expect(isCommand(line)).toBe(true)
    expect(isCommand(neutralise(line))).toBe(false)
  })

  test('is found after every kind of line end', () => {
    for (const line of neutralise('a\n::b::\r::c::\r\n::d::').split(/[\r\n]/))
      expect(isCommand(line)).toBe(false)
  })
})

test.each([
  'select created_at::date from public.users',
  'a: b, c :: d',
  '# Heading ## [link]',
  '\u001b[31mred\u001b[0m',
  '',
])('%j stays as it is', (text) => {
  expect(neutralise(text)).toBe(text)
})

test('one line holds nothing that moves the cursor', () => {
  expect(oneLine('\n a\r\nb\u001b[2Jc\u2028d ')).toBe('a b [2Jc d')
})
