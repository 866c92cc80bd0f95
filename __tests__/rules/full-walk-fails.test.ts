import { expect, test } from '@jest/globals'
import { judgeHistory } from '../../src/rules/judge.js'
import { added, DAILY, DAILY_INDEX, error, historyEvidence, madeBy, removed, REVISION } from './evidence.js'

const key = 'materialized view public.daily_usage_matview'
const judge = (...args: Parameters<typeof historyEvidence>) =>
  judgeHistory(historyEvidence(...args), { severities: {} }).findings

test('what stays at the bottom is blamed on the revision that made it', () => {
  expect(judge({ atBottom: [added(DAILY)] }, { past: madeBy({ [key]: 'r2' }) })).toMatchObject([
    {
      rule: 'full-walk-fails',
      severity: 'error',
      revision: 'r2',
      leg: 'walk',
      message: `${key} is there and was not before, after the full walk down`,
      location: { file: REVISION.file, line: 23, endLine: 23 },
    },
  ])
})

test('what is missing at the top points to the upgrade', () => {
  expect(
    judge(
      { atTop: [removed(DAILY_INDEX)] },
      { past: madeBy({ 'index public.idx_daily_usage_user_date': 'r2' }) },
    ),
  ).toMatchObject([
    {
      message: 'index public.idx_daily_usage_user_date is missing after the full walk down and up again',
      location: { line: 10 },
    },
  ])
})

test('what a single revision is already told of is not repeated, nor what hangs on it', () => {
  expect(judge({ atBottom: [added(DAILY), added(DAILY_INDEX)] }, { reported: new Set([key]) })).toEqual([])
})

const dependents = error({
  sqlstate: '2BP01',
  message: 'cannot drop table message_usages because other objects depend on it',
  detail: 'materialized view daily_usage_matview depends on table message_usages',
  line: 25,
})
const failure = { revision: REVISION, direction: 'downgrade', error: dependents } as const

test('a failing step is blamed on its revision, on its line', () => {
  expect(judge({ failure })).toMatchObject([
    {
      severity: 'error',
      revision: 'r2',
      location: { line: 25 },
      message: expect.stringContaining(
        'the downgrade of r2 fails in the full walk, though it passes alone, with SQLSTATE 2BP01',
      ),
    },
  ])
})

test('a failing step whose cause is reported is a notice', () => {
  expect(judge({ failure }, { reported: new Set([key]) })).toMatchObject([
    { severity: 'notice', help: expect.stringContaining(`the finding about ${key}`) },
  ])
})

test('a step that is known to fail alone is not told again', () => {
  expect(judge({ failure }, { failed: new Set(['r2']) })).toEqual([])
})
