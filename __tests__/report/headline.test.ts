import { expect, test } from '@jest/globals'
import type { Finding } from '../../src/model/finding.js'
import type { CheckResult } from '../../src/model/result.js'
import { headlineOf, ICONS } from '../../src/report/headline.js'
import { finding, history, result, revision } from './build.js'

const on = (at: number, changes: Partial<Finding> = {}): Finding =>
  finding({ revision: `a000${at}`, ...changes })
const three = (...findings: Finding[]): CheckResult => result({ revisions: history(3), findings })
const oneWay = revision('x', 'x', 'passed', 'skipped', 'skipped')

test.each([
  [three(), '✅ All 3 migrations come back as they were'],
  [result({ revisions: history(2) }), '✅ Both migrations come back as they were'],
  [result({ revisions: history(1) }), '✅ The migration comes back as it was'],
  [result({ revisions: [] }), '✅ There was no migration to check'],
  [
    result({ revisions: [...history(2), oneWay] }),
    '✅ 2 of 3 migrations come back as they were, 1 is one-way',
  ],
  [result({ revisions: [oneWay] }), '✅ The migration is one-way; only its upgrade was checked'],
  [three(on(0), on(0), on(1)), '❌ 2 of 3 migrations do not come back as they were'],
  [three(on(0)), '❌ 1 of 3 migrations does not come back as it was'],
  [three(on(0, { rule: 'upgrade-fails' })), '❌ 1 of 3 migrations fails'],
  [
    three(on(0), on(1, { rule: 'upgrade-fails' })),
    '❌ 2 of 3 migrations fail or do not come back as they were',
  ],
  [three(on(0, { rule: 'cascade-dropped' })), '❌ 1 of 3 migrations needs to be mended'],
  [three(on(0, { leg: 'walk' })), '❌ Each migration passes by itself, but not all of them together'],
  [
    three(on(0, { severity: 'warning', rule: 'session-dependent' })),
    '⚠️ All 3 migrations come back as they were, with 1 warning',
  ],
  [
    three(on(0, { severity: 'warning', rule: 'data-lost' })),
    '⚠️ All 3 migrations go up, down and up again, with 1 warning',
  ],
  [three(on(0, { severity: 'notice' })), '✅ All 3 migrations come back as they were'],
  [result({ revisions: history(1), findings: [on(0)] }), '❌ The migration does not come back as it was'],
  [
    result({ revisions: history(3), findings: [on(0)], failOn: 'never' }),
    '⚠️ 1 of 3 migrations does not come back as it was',
  ],
  [
    result({ revisions: history(3), findings: [on(0, { severity: 'warning' })], failOn: 'warning' }),
    '❌ All 3 migrations go up, down and up again, with 1 warning',
  ],
])('headline %#', (given, expected) => {
  const { mood, text } = headlineOf(given)
  expect(`${ICONS[mood]} ${text}`).toBe(expected)
})
