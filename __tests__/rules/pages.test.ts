import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { CheckResult } from '../../src/model/result.js'
import { RULES } from '../../src/rules/all.js'
import { checkProject } from '../support/check.js'
import { writeProject } from './project.js'

const PAGES = new URL('../../docs/rules/', import.meta.url).pathname

interface Example {
  readonly code: string
  /** The revision to blame where it is not the last: `python flagged r1`. */
  readonly revision: string | undefined
  /** Another rule that cannot but speak, too: `python flagged +reupgrade-fails`. */
  readonly besides: string | undefined
  /** Rows for the revisions: `sql seed r1`. */
  readonly seeds: Readonly<Record<string, string>>
}

function example(id: string, kind: 'flagged' | 'clean'): Example {
  const page = readFileSync(join(PAGES, `${id}.md`), 'utf8')
  const block = new RegExp(`\`\`\`python ${kind}(?: (r\\d+))?(?: \\+(\\S+))?\n([^]*?)\n\`\`\``)
  const [, revision, besides, code = ''] = block.exec(page) ?? []
  const seeds = [...page.matchAll(/```sql seed (r\d+)\n([^]*?)\n```/g)]
  return { code, revision, besides, seeds: Object.fromEntries(seeds.map(([, id, sql]) => [id, sql])) }
}

let directory: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'matview-check-page-'))
})
afterEach(() => rmSync(directory, { recursive: true }))

async function run({
  code,
  seeds,
}: Example): Promise<{ readonly result: CheckResult; readonly last: string }> {
  const ids = writeProject(directory, code)
  const folder = join(directory, 'seeds')
  mkdirSync(folder)
  for (const [id, sql] of Object.entries(seeds)) writeFileSync(join(folder, `${id}.sql`), sql)
  const seed = Object.keys(seeds).length > 0 ? { folder } : 'generated'
  return { result: await checkProject(directory, { seed }), last: ids.at(-1) ?? '' }
}

test('every rule has its page and every page its rule', () => {
  expect(readdirSync(PAGES).sort()).toEqual(RULES.map(({ id }) => `${id}.md`).sort())
})

describe.each(RULES)('$id', ({ id, severity, says }) => {
  test('the page says what the rule says', () => {
    const page = readFileSync(join(PAGES, `${id}.md`), 'utf8')
    const sentence = `${says[0]?.toUpperCase()}${says.slice(1)}. Default severity: **${severity}**.`
    expect(page.startsWith(`# ${id}\n\n${sentence}\n`)).toBe(true)
    expect(page).toContain(`# matview-check: ignore[${id}] `)
  })

  test('the flagged example gives this finding and no other', async () => {
    const flagged = example(id, 'flagged')
    const { revision, besides } = flagged
    const { result, last } = await run(flagged)
    const told = new Set(result.findings.map((one) => `${one.severity} ${one.rule} on ${one.revision}`))
    const also = RULES.filter((rule) => rule.id === besides).map(
      (rule) => `${rule.severity} ${rule.id} on ${last}`,
    )
    expect(told).toEqual(new Set([`${severity} ${id} on ${revision ?? last}`, ...also]))
  })

  test('the clean example gives none', async () => {
    const { result } = await run(example(id, 'clean'))
    expect(result.findings.filter((finding) => finding.severity !== 'notice')).toEqual([])
  })
})
