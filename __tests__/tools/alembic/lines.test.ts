import { expect, test } from '@jest/globals'
import { LineSplitter } from '../../../src/tools/alembic/lines.js'
import { maskUrls } from '../../../src/tools/alembic/output.js'

test('lines end at 0x0A alone, wherever the chunks end', () => {
  const bytes = Buffer.from('one\ntwo\u2028still two\r\n\nü\nrest')
  for (let cut = 0; cut <= bytes.length; cut++) {
    const splitter = new LineSplitter()
    const lines = [...splitter.push(bytes.subarray(0, cut)), ...splitter.push(bytes.subarray(cut))]
    expect([...lines, ...splitter.rest()]).toEqual(['one', 'two\u2028still two', '', 'ü', 'rest'])
  }
})

test('a line past the limit is cut', () => {
  const splitter = new LineSplitter(4)
  expect(splitter.push(Buffer.from('abcdef'))).toEqual(['abcdef'])
  expect(splitter.push(Buffer.from('gh\ni'))).toEqual(['gh'])
})

test.each([
  ['postgresql+asyncpg://me:p%40ss@host:5432/db', 'postgresql+asyncpg://me:***@host:5432/db'],
  ['see redis://:secret@h and http://host:80/x@y', 'see redis://:***@h and http://host:80/x@y'],
  ['nothing: to@mask', 'nothing: to@mask'],
])('the password in %s is masked', (text, masked) => expect(maskUrls(text)).toBe(masked))
