import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { checkProject } from '../support/check.js'
import { added, DAILY_INDEX, evidence, findings } from './evidence.js'
import { writeProject } from './project.js'

const half = (retryPasses: boolean) =>
  ({ leg: 'upgrade', changes: [added(DAILY_INDEX)], retryPasses }) as const

test('what stays is named, and what a retry comes to is told', () => {
  expect(findings('half-applied', evidence({ halfApplied: half(false) }))).toMatchObject([
    {
      leg: 'upgrade',
      message: 'the upgrade failed and left index public.idx_daily_usage_user_date behind',
      help: expect.stringContaining('Run once more it fails again'),
    },
  ])
  expect(findings('half-applied', evidence({ halfApplied: half(true) }))).toMatchObject([
    { help: expect.stringContaining('Run once more it passes') },
  ])
})

let directory: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'matview-check-half-'))
})
afterEach(() => rmSync(directory, { recursive: true }))

const outside = (sql: string): string =>
  `    with op.get_context().autocommit_block():\n        op.execute("${sql}")\n`
const inside = (sql: string): string => `    op.execute("${sql}")\n`

/** One revision on the table message_usages. */
test.each<[name: string, up: string, back: string, told: readonly string[]]>([
  [
    'the upgrade fails behind an index that stays',
    outside('CREATE INDEX CONCURRENTLY idx ON message_usages (user_id)') +
      inside('CREATE VIEW v AS SELECT nothing'),
    '    pass\n',
    ['upgrade-fails upgrade', 'half-applied upgrade'],
  ],
  [
    'the upgrade fails in one transaction',
    inside('CREATE INDEX idx ON message_usages (user_id)') + inside('CREATE VIEW v AS SELECT nothing'),
    '    pass\n',
    ['upgrade-fails upgrade'],
  ],
  [
    'the downgrade fails behind a view that is gone',
    inside('CREATE VIEW v AS SELECT 1 AS a'),
    outside('DROP VIEW v') + inside('DROP VIEW w'),
    ['downgrade-fails downgrade', 'half-applied downgrade'],
  ],
])('%s', async (_, up, back, told) => {
  writeProject(directory, `def upgrade():\n${up}\n\ndef downgrade():\n${back}`)
  const result = await checkProject(directory)
  expect(result.findings.map(({ rule, leg }) => `${rule} ${leg}`)).toEqual(told)
})
