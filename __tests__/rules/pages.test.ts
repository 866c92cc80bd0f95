import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { CheckResult } from '../../src/model/result.js'
import { findingPart } from '../../src/report/markdown-finding.js'
import { RULES } from '../../src/rules/all.js'
import { checkProject } from '../support/check.js'
import { serverMajor } from '../support/database.js'
import { writeProject } from './project.js'

const PAGES = new URL('../../docs/rules/', import.meta.url).pathname

/** PostgreSQL's majors print definitions differently; the pages show what this one gives. */
const PRINTED_BY = 17

/** The page shows what is told of its flagged example, as a pull request's comment has it. `npm run golden` writes it anew. */
function expectSaid(id: string, { findings }: CheckResult): void {
  const file = join(PAGES, `${id}.md`)
  const parts = findings
    .filter(({ rule }) => rule === id)
    .map((finding) => {
      const group = { id: null, message: '', file: finding.location?.file ?? null, findings: [] }
      return findingPart(finding, group, null, {}).detail[0] ?? ''
    })
    // What an example makes up at random.
    .map((part) => part.replaceAll(/ix_usages_[0-9a-f]{8}/g, 'ix_usages_…'))
  const quoted = [...parts].sort().join('\n\n').replaceAll(/^/gm, '> ').replaceAll(/ +$/gm, '')
  const page = readFileSync(file, 'utf8')
  const shown = page.replace(
    /(<!-- report -->\n)[^]*?(<!-- \/report -->)/,
    (_, start: string, end: string) => `${start}${quoted}\n${end}`,
  )
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(file, shown)
  expect(page).toContain('<!-- report -->')
  expect(readFileSync(file, 'utf8')).toBe(shown)
}

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
    if ((await serverMajor()) === PRINTED_BY) expectSaid(id, result)
  })

  test('the clean example gives none', async () => {
    const { result } = await run(example(id, 'clean'))
    expect(result.findings.filter((finding) => finding.severity !== 'notice')).toEqual([])
  })
})
