import { expect, test } from '@jest/globals'
import { html } from '../../../src/report/formats/html.js'
import { result } from '../build.js'
import { SITUATIONS } from '../situations.js'

test.each(Object.entries(SITUATIONS))(
  '%s needs nothing from outside and runs nothing',
  (_, { result: one }) => {
    const page = html.render(one)
    expect(page).toMatch(/^<!doctype html>\n[^]*<\/html>\n$/)
    expect(page).not.toMatch(/<script|<link|<img|<iframe|<!--|\son\w+=|(?:src|href)=|url\(|@import/)
  },
)

test.each([
  'section',
  'article',
  'details',
  'pre',
  'table',
  'p',
  'span',
  'code',
  'ul',
  'ol',
  'svg',
  'g',
  'text',
])('every <%s> is closed', (name) => {
  for (const { result: one } of Object.values(SITUATIONS)) {
    const page = html.render(one)
    expect(page.match(new RegExp(`<${name}[ >]`, 'g'))?.length).toBe(
      page.match(new RegExp(`</${name}>`, 'g'))?.length,
    )
  }
})

test('a clean run says so', () => {
  expect(html.render(result())).toContain(
    '<header class="passed">\n<h1>Both migrations come back as they were</h1>',
  )
})
