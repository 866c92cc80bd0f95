import { describe, expect, test } from '@jest/globals'
import { readdirSync, rmSync } from 'node:fs'
import { renderMarkdown } from '../../src/report/markdown.js'
import { golden } from './golden.js'
import { SITUATIONS } from './situations.js'

const FOLDER = '__tests__/report/golden'

describe('golden reports', () => {
  test.each(Object.entries(SITUATIONS))('%s', (name, { result, options }) => {
    const report = renderMarkdown(result, options)
    expect(report).toBe(golden(`${FOLDER}/${name}.md`, report))
  })

  test('every golden report belongs to a situation', () => {
    const orphans = readdirSync(FOLDER).filter((file) => SITUATIONS[file.replace(/\.md$/, '')] === undefined)
    if (process.env['UPDATE_GOLDEN'] === '1') orphans.forEach((file) => rmSync(`${FOLDER}/${file}`))
    else expect(orphans).toEqual([])
  })
})
