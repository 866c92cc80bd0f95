import { describe, expect, test } from '@jest/globals'
import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'
import { code, fence, html, link, prose, shorten, text, visible } from '../../src/report/escape.js'

/** What a reader of the Markdown sees: a real parser's HTML without tags, references decoded. */
function read(markdown: string): string {
  return toHtml(markdown)
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replaceAll('\u200b', '')
    .trim()
}

function toHtml(markdown: string): string {
  return micromark(markdown, { allowDangerousHtml: true, extensions: [gfm()], htmlExtensions: [gfmHtml()] })
}

const NAMES = [
  'daily_usage_matview',
  '__init__ and _x_',
  'a|b',
  'a`b',
  '``',
  '`',
  ' padded ',
  'back\\slash\\',
  '<script>alert(1)</script>',
  '--><!-- matview-check -->',
  '</details></table>',
  '**bold** ~~gone~~',
  '[text](https://evil.example)',
  '![picture](https://evil.example/x.png)',
  'https://evil.example/a?b#c',
  'www.evil.example',
  'someone@evil.example',
  '@octocat',
  '#1 and GH-1 and acme/shop#12',
  '# heading',
  '- list',
  '1. list',
  '1) list',
  '> quote',
  '=== rule',
  ':tada:',
  '$x$ and $$y$$',
  '&lt; &amp; &#64;',
  'quote\'s "quotes"',
  '日本語 ビュー',
]

describe('text', () => {
  test.each(NAMES)('is read as it was written: %s', (name) => {
    expect(read(text(name))).toBe(name.trim())
  })

  test.each(NAMES)('is nothing but a paragraph: %s', (name) => {
    expect(toHtml(text(name)).replaceAll('<span>$</span>', '$')).toMatch(/^<p>[^<]*<\/p>$/)
  })

  test.each(NAMES)('as code is read as it was written: %s', (name) => {
    expect(toHtml(code(name))).toMatch(/^<p><code>.*<\/code><\/p>$/)
    expect(read(code(name))).toBe(name.trim())
  })

  test.each(NAMES)('stays in its cell of a table: %s', (name) => {
    const table = toHtml(`| a | b | c |\n| --- | --- | --- |\n| ${text(name)} | ${code(name)} | end |`)
    expect(table.match(/<td>/g)).toHaveLength(3)
    expect(table).toContain('<td>end</td>')
  })

  test.each(['@octocat', '#12', 'GH-12', 'https://evil.example', 'www.evil.example', ':tada:'])(
    'holds nothing that GitHub looks for: %s',
    (name) => {
      expect(text(name).replaceAll('\u200b', '')).toBe(name)
      expect(text(name)).toContain('\u200b')
    },
  )
})

describe('what cannot be seen', () => {
  test.each([
    ['a\nb', 'a\\nb'],
    ['a\tb', 'a\\tb'],
    ['a\u0007b', 'a\\u{7}b'],
    ['a\u001b[31mb', 'a\\u{1b}[31mb'],
    ['a\u202eb', 'a\\u{202e}b'],
    ['a\u200bb', 'a\\u{200b}b'],
    ['a\u2028b', 'a\\u{2028}b'],
    ['a\ud800b', 'a\\u{d800}b'],
    ['a😀b', 'a😀b'],
  ])('is written out', (raw, seen) => {
    expect(visible(raw)).toBe(seen)
  })
})

describe('prose', () => {
  const object = { kind: 'view', identity: 'public.v' }

  test.each([
    ['Write `DROP VIEW x` in `downgrade()`.', 'Write `DROP VIEW x` in `downgrade()`.'],
    ['view public.v is gone', 'view `public.v` is gone'],
    ['view public.v2 and my.public.v stay', 'view public.v2 and my.public.v stay'],
    ['one ` alone', 'one &#96; alone'],
    ['`` a`b `` in two', '<code>a&#96;b</code> in two'],
  ])('%s', (raw, markdown) => {
    expect(prose(raw, object).replace('<code> a&#96;b </code>', '<code>a&#96;b</code>')).toBe(markdown)
  })

  test('a bare word is a name only behind its kind', () => {
    expect(prose('schema the is the one', { kind: 'schema', identity: 'the' })).toBe(
      'schema `the` is the one',
    )
  })

  test('a name with backticks is one piece of code', () => {
    expect(read(prose('view a`.b is gone', { kind: 'view', identity: 'a`.b' }))).toBe('view a`.b is gone')
  })
})

describe('fence', () => {
  test.each(['```', '````\n~~~\n</details>', '`````` x'])('is ended by nothing inside: %s', (inside) => {
    const rendered = toHtml(`${fence(inside.split('\n'), 'diff')}\n\nafter`)
    expect(rendered.match(/<pre>/g)).toHaveLength(1)
    expect(rendered).toMatch(/<p>after<\/p>$/)
  })

  test('holds no marker of ours', () => {
    expect(fence(['<!-- matview-check -->'], '')).not.toContain('<!--')
  })
})

test('link: no address ends early', () => {
  expect(link('x', 'https://h/a (1)/b"c>d|e')).toBe('[x](https://h/a%20%281%29/b%22c%3Ed%7Ce)')
})

test('html: text and attributes', () => {
  expect(html(`<a href="x" b='y'>&`)).toBe('&#60;a href=&#34;x&#34; b=&#39;y&#39;&#62;&#38;')
})

test('shorten never cuts a character in two', () => {
  expect(shorten('ab😀cd', 4)).toBe('ab…')
  expect(shorten('abcd', 4)).toBe('abcd')
})
