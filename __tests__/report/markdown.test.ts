import { describe, expect, test } from '@jest/globals'
import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'
import type { Finding } from '../../src/model/finding.js'
import type { CheckResult } from '../../src/model/result.js'
import { renderMarkdown } from '../../src/report/markdown.js'
import { finding, history, relation, result, view } from './build.js'
import { SITUATIONS } from './situations.js'

const LONG = Array.from({ length: 9_000 }, (_, at) => `line ${at} of a long definition`)

const SIZES = [8_000, 20_000, 65_536, 1_048_576]

/** Each reads the one before it. */
function crowdOfViews(count: number): Partial<CheckResult> {
  const names = history(count).map(({ id }) => id)
  return {
    materializedViews: names.map((name) => view(name)),
    dependencies: names.map((name, at) =>
      relation('materialized view', name, names.slice(at - 1, at), 'created'),
    ),
  }
}

const LARGE = {
  'a thousand findings': result({
    revisions: history(1_000),
    findings: history(1_000).map(({ id }, at) =>
      finding({
        revision: id,
        message: `view v${at} is still there 日本語`,
        severity: at % 3 ? 'warning' : 'error',
      }),
    ),
  }),
  'one finding larger than any comment': result({
    findings: [
      finding({
        differences: [{ property: 'definition', old: LONG.join('\n'), new: LONG.toReversed().join('\n') }],
        fix: { function: 'downgrade', sql: [LONG.join('\n')], tried: true },
      }),
    ],
  }),
  'names as long as they are wide': result({
    findings: Array.from({ length: 50 }, () =>
      finding({ message: '|'.repeat(5_000), rule: '`'.repeat(500) }),
    ),
    environment: { ...result().environment, driver: '<'.repeat(50_000) },
    unusedIgnores: Array.from({ length: 500 }, () => ({ file: '$'.repeat(900), line: 1, rule: 'x' })),
  }),
  'a thousand materialized views and one finding': result({
    findings: [finding({ revision: 'a0001' })],
    revisions: history(3),
    ...crowdOfViews(1_000),
  }),
  'three thousand clean revisions and one finding': result({
    revisions: history(3_000),
    findings: [finding({ revision: 'a0001' })],
  }),
}

function toHtml(markdown: string): string {
  return micromark(markdown, { allowDangerousHtml: true, extensions: [gfm()], htmlExtensions: [gfmHtml()] })
}

describe.each(Object.entries(LARGE))('%s', (_, large) => {
  test.each(SIZES)('fits in %d bytes', (maxBytes) => {
    const markdown = renderMarkdown(large, { maxBytes, pointer: 'See the summary.' })
    expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(maxBytes)
    expect(markdown).toMatch(/^## ❌ /)
    expect(markdown.match(/^`{3,}\w+$/gm)?.length ?? 0).toBe(markdown.match(/^`{3,}$/gm)?.length ?? 0)
    expect(markdown.match(/<details>/g)?.length ?? 0).toBe(markdown.match(/<\/details>/g)?.length ?? 0)
  })
})

test('what is left out is said, with the way to the rest', () => {
  const markdown = renderMarkdown(LARGE['a thousand findings'], {
    maxBytes: 20_000,
    pointer: 'See the summary.',
  })
  expect(markdown).toMatch(/^_\d+ more findings and some detail do not fit here\. See the summary\._$/m)
})

test('without a limit nothing is left out', () => {
  const markdown = renderMarkdown(LARGE['a thousand findings'])
  expect(markdown.match(/is still there/g)).toHaveLength(1_000)
  expect(markdown).not.toContain('do not fit')
})

test('every finding of a crowd is either told or counted', () => {
  const markdown = renderMarkdown(LARGE['a thousand findings'], { maxBytes: 20_000 })
  const told = markdown.match(/is still there/g)?.length ?? 0
  const counted = Number(/^_(\d+) more findings/m.exec(markdown)?.[1])
  expect(told + counted).toBe(1_000)
})

describe('materialized views', () => {
  test('of a crowd are told as far as there is space, and counted', () => {
    const markdown = renderMarkdown(LARGE['a thousand materialized views and one finding'], {
      maxBytes: 65_536,
    })
    const [steps, rows] = [/^\d+\. `REFRESH/gm, /^\| `a\d+` \| `/gm].map(
      (line) => markdown.match(line)?.length ?? 0,
    )
    expect(markdown).toContain('1,000 materialized views at the heads')
    expect(markdown.match(/^… and \d+ more\.$/gm)).toEqual(
      [steps, rows].map((told = 0) => `… and ${1_000 - told} more.`),
    )
    expect(markdown).toContain('The dependency graph has 1,000 relations, too many to draw.')
  })

  test('give way to the findings', () => {
    const findings = history(20).map(({ id }) => finding({ revision: id, help: 'word '.repeat(100) }))
    const views = { ...crowdOfViews(30), findings, revisions: history(20) }
    const [none, some] = [15_000, 50_000].map((maxBytes) => renderMarkdown(result(views), { maxBytes }))
    expect([none, some].map((one) => one?.includes('```mermaid'))).toEqual([false, true])
    expect(none).toContain('Some detail was left out')
    expect(none?.match(/(?:word )+/g)).toHaveLength(20)
  })

  test('are folded below findings only', () => {
    const told = (findings: readonly Finding[]): string =>
      renderMarkdown(result({ ...crowdOfViews(2), findings }))
    expect(told([finding()])).toContain('<summary>2 materialized views at the heads</summary>')
    expect(told([])).toContain('**2 materialized views at the heads**')
  })

  test('of which nothing is known are not spoken of', () => {
    expect(renderMarkdown(result({ materializedViews: [], dependencies: [] }))).toBe(renderMarkdown(result()))
  })
})

test('errors come before warnings, whatever the history says', () => {
  const findings = [finding({ revision: 'a0000', severity: 'warning' }), finding({ revision: 'a0001' })]
  const markdown = renderMarkdown(result({ revisions: history(2), findings }))
  expect(markdown.indexOf('### `a0001`')).toBeLessThan(markdown.indexOf('### `a0000`'))
})

test('a file outside the repository is no link', () => {
  const outside = finding({ location: { file: '../../other/repo/x.py', line: 3, endLine: 3 } })
  const markdown = renderMarkdown(result({ findings: [outside] }), {
    commitUrl: 'https://github.com/a/b/blob/c',
  })
  expect(markdown).not.toContain('blob/c/..')
})

test('hostile names make no element, link, mention or comment', () => {
  const { result: hostile, options } = SITUATIONS['hostile-names'] ?? { result: result() }
  const html = toHtml(renderMarkdown(hostile, options))
  const elements = new Set([...html.matchAll(/<([a-z]\w*)/g)].map(([, name]) => name))
  expect([...elements].sort()).toEqual(
    'a br code details div h2 h3 h4 li ol p pre span strong sub summary table tbody td th thead tr ul'
      .split(' ')
      .filter((name) => elements.has(name)),
  )
  const links = [...html.matchAll(/href="([^"]*)"/g)].map(([, address]) => address ?? '')
  expect(links.every((address) => address.startsWith('https://github.com/acme/shop/blob/'))).toBe(true)
  expect(html.replace(/<pre>.*?<\/pre>/gs, '')).not.toMatch(/@octocat|#12|GH-1\b/)
  expect(html).not.toContain('<!--')
})
