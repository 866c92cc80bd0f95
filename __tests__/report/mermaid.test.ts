import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { mermaid } from '../../src/report/escape.js'
import { mermaidLines } from '../../src/report/mermaid.js'
import { pictureOf, type Picture } from '../../src/report/picture.js'
import { renderMarkdown } from '../../src/report/markdown.js'
import { history, relation, result, view } from './build.js'
import { SITUATIONS } from './situations.js'

/** Names that Mermaid 11.4 or 12.3, given them in quotes and no more, misreads or draws as something else. */
const NAMES = [
  '"quoted"."x"',
  'end',
  'graph',
  'a|b',
  '`md **x**`',
  'back\\slash\\n',
  'line\nbreak',
  '<script>alert(1)</script><br>',
  'a;b',
  'style x:#fff;',
  'classDef y:#abc;',
  '[x] (y) {z} [[w]]',
  '"]] --> n1 & n2',
  '%% comment',
  '%%{init: {}}%%',
  '"1. list"',
  'public._tmp_ and __init__',
  'a*b*c ~~d~~',
  '[x](https://y) and a@b.com',
  '#quot; #35; &lt;',
  '$$x^2$$',
  'fa:fa-car and :tada:',
  '@{ shape: circle }',
  'n1:::touched',
  '😀 日本語 ビュー',
  '\u202eturned',
  'x'.repeat(5_000),
]

const LABEL = String.raw`(?:[\p{L}\p{M}\p{N} .,_-]|:(?= )|#\d+;|<br/>)+`
const SHAPE = String.raw`(?:\[\("${LABEL}"\)\]|\[\["${LABEL}"\]\]|\(\["${LABEL}"\]\)|\["${LABEL}"\])`
const STYLE = String.raw`stroke-(?:width:3px|dasharray:5 5)`

/** What may follow the first line: a small part of the flowchart's grammar that leaves nothing to interpret. */
const LINES = [`n\\d+${SHAPE}`, 'n\\d+ --> n\\d+', `classDef \\w+ ${STYLE}`, 'class n\\d+(?:,n\\d+)* \\w+']
const GRAMMAR = new RegExp(`^ {2}(?:${LINES.join('|')})$`, 'u')

/** What a reader takes a label for: entity codes decoded, nothing of what cannot be seen, look-alikes as what they look like. */
function read(label: string): string {
  return label
    .replace(/#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('\u200b', '')
    .replaceAll('\u02cb', '`')
    .replaceAll('\u2217', '*')
    .replaceAll('\u223c', '~')
}

function mustBeWell(lines: readonly string[]): void {
  expect(lines[0]).toBe('flowchart LR')
  expect(lines.slice(1).filter((line) => !GRAMMAR.test(line))).toEqual([])
  const declared = lines.flatMap((line) => /^ {2}(n\d+)[[(]/.exec(line)?.[1] ?? [])
  const used = lines.flatMap((line) => (/ --> | class n/.test(line) ? (line.match(/\bn\d+/g) ?? []) : []))
  expect(new Set(declared).size).toBe(declared.length)
  expect(used.filter((id) => !declared.includes(id))).toEqual([])
}

describe('a label', () => {
  test.each(NAMES)('is read as it was written: %s', (name) => {
    expect(read(mermaid(name))).toBe(name.replace('\n', '\\n').replace('\u202e', '\\u{202e}'))
  })

  test.each(['\\n', '$$', 'fa:fa-car', '\n', '_x_', '*x*', '`x`', '~~x~~', '[x](y)', 'x@y.z'])(
    'holds nothing that Mermaid looks for in the decoded text: %j',
    (name) => {
      const decoded = mermaid(name).replace(/#(\d+);/g, (_, code: string) =>
        String.fromCodePoint(Number(code)),
      )
      expect(decoded).not.toMatch(/\\n|\$\$|:\w|[`*~]|(?<!\u200b)_|_(?!\u200b)|\]\(|@\w/)
    },
  )
})

describe('a flowchart', () => {
  const kinds = ['table', 'foreign table', 'materialized view', 'view', 'sequence']
  const nodes = NAMES.map((identity, at) => ({
    kind: kinds[at % kinds.length] ?? '',
    identity,
    lines: [identity],
    touch: (['created', 'dropped', null] as const)[at % 3] ?? null,
  }))
  const picture: Picture = { nodes, edges: NAMES.map((_, at) => [0, at] as const) }

  test('of any names keeps to the grammar', () => {
    mustBeWell(mermaidLines(picture))
  })

  test.each(Object.entries(SITUATIONS))('of %s keeps to the grammar', (_, situation) => {
    const markdown = renderMarkdown(situation.result, situation.options)
    for (const [, block = ''] of markdown.matchAll(/```mermaid\n([^]*?)\n```/g)) mustBeWell(block.split('\n'))
  })

  test('of the README keeps to the grammar', () => {
    const blocks = [...readFileSync('README.md', 'utf8').matchAll(/^```mermaid\n([^]*?)\n```/gm)]
    expect(blocks).toHaveLength(1)
    for (const [, block = ''] of blocks) mustBeWell(block.split('\n'))
  })

  test('has short lines, whatever the names', () => {
    const label = mermaidLines(picture).find((line) => line.includes('xxxx')) ?? ''
    expect(label.length).toBeLessThan(250)
  })
})

describe('a picture', () => {
  const chain = (count: number): ReturnType<typeof relation>[] =>
    history(count).map(({ id }, at, all) => relation('view', id, at === 0 ? [] : [all[at - 1]?.id ?? '']))

  test.each([
    [40, true],
    [41, false],
  ])('of %d relations: %s', (count, drawn) => {
    const picture = pictureOf(result({ dependencies: chain(count) }))
    expect(typeof picture === 'object').toBe(drawn)
    if (!drawn) expect(picture).toBe(`The dependency graph has ${count} relations, too many to draw.`)
  })

  test.each([
    ['ready', {}, ['1 index', 'concurrent refresh: yes']],
    [
      'not ready',
      { indexes: [], concurrently: false, because: 'its unique index `i` is not valid' },
      ['no index', 'concurrent refresh: no, its unique index i is not valid'],
    ],
  ])('tells of a materialized view that is %s', (_, changes, lines) => {
    const picture = pictureOf(
      result({
        materializedViews: [view('v', changes)],
        dependencies: [relation('materialized view', 'v', ['gone'], 'created')],
      }),
    )
    expect(picture).toEqual({ nodes: [expect.objectContaining({ lines })], edges: [] })
  })
})
