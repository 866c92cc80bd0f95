import { describe, expect, test } from '@jest/globals'
import type { Change } from '../../src/model/change.js'
import { unusedIgnores } from '../../src/rules/ignores.js'
import { judgeHistory, judgeRevision, reportedKeys } from '../../src/rules/judge.js'
import { locate } from '../../src/rules/locate.js'
import {
  NO_PAST,
  added,
  altered,
  DAILY,
  DAILY_INDEX,
  error,
  evidence,
  historyEvidence,
  madeBy,
  intent,
  object,
  removed,
  REVISION,
  snapshot,
  statement,
} from './evidence.js'

const plain = { severities: {} }

test('a finding is filled in: revision, location, fingerprint', () => {
  const { findings } = judgeRevision(evidence({ notUndone: [added(DAILY)] }), NO_PAST, plain)
  expect(findings).toMatchObject([
    {
      rule: 'left-behind',
      severity: 'error',
      revision: 'r2',
      location: { file: REVISION.file, line: 23, endLine: 23 },
      fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
      fix: null,
    },
  ])
})

test('the fingerprint holds through other words and oids, and differs for another object', () => {
  const prints = [added(DAILY), added({ ...DAILY, oid: 1 }, [added(DAILY_INDEX)]), added(DAILY_INDEX)].map(
    (change) => judgeRevision(evidence({ notUndone: [change] }), NO_PAST, plain).findings[0]?.fingerprint,
  )
  expect(prints[0]).toBe(prints[1])
  expect(prints[0]).not.toBe(prints[2])
})

test('findings go from worst to mildest', () => {
  const table = { ...object('table', 'public.users'), minor: { column_order: ['a', 'b'] } }
  const notUndone = [
    altered(table, { column_order: ['b', 'a'] }, [], true),
    removed(DAILY),
    added(DAILY_INDEX),
  ]
  expect(judgeRevision(evidence({ notUndone }), NO_PAST, plain).findings.map(({ rule }) => rule)).toEqual([
    'left-behind',
    'not-restored',
    'restored-differently',
  ])
})

describe('severities', () => {
  const about = evidence({ notUndone: [added(DAILY)] })
  test.each([
    ['warning', ['warning']],
    ['off', []],
  ] as const)('%s', (severity, expected) => {
    const { findings } = judgeRevision(about, NO_PAST, { severities: { 'left-behind': severity } })
    expect(findings.map((finding) => finding.severity)).toEqual(expected)
  })

  test('a notice of a rule stays one', () => {
    const blocked = evidence({
      standsOnFailed: ['r1'],
      legs: { upgrade: { status: 'blocked', error: error() } },
    })
    expect(
      judgeRevision(blocked, NO_PAST, { severities: { 'upgrade-fails': 'error' } }).findings[0]?.severity,
    ).toBe('notice')
  })
})

describe('after a failed revision', () => {
  const table = object('table', 'public.users')
  const column = object('column', 'public.users.day', { type: 'date' }, table)
  const told = (sql: string, change: Change) => {
    const about = evidence({
      standsOnFailed: ['r1'],
      before: snapshot(table, column, DAILY),
      notUndone: [change],
    })
    return judgeRevision(about, { ...NO_PAST, saidInVain: () => sql }, plain).findings[0]
  }
  const redefinition = altered(DAILY, { definition: 'SELECT 1' })

  test('what may be its consequence is a notice without a fix', () => {
    const finding = told('DROP MATERIALIZED VIEW daily_usage_matview', redefinition)
    expect(finding).toMatchObject({ rule: 'restored-differently', severity: 'notice', fix: null })
    expect(finding?.message).toContain('it may be a consequence: r1, on which it stands, failed before it')
    expect(finding?.help).toContain('Mend r1 first')
  })

  test.each([
    ['another object', 'DROP MATERIALIZED VIEW daily_usage', redefinition],
    ['a column of another table', 'ALTER TABLE orders DROP COLUMN day', removed(column)],
  ])('%s is none of its concern', (_, sql, change) => {
    expect(told(sql, change)?.severity).toBe('error')
  })

  test('a column of a table that it names', () => {
    expect(told('ALTER TABLE users DROP COLUMN day', removed(column))?.severity).toBe('notice')
  })
})

describe('ignores', () => {
  const ignores = [
    { rule: 'left-behind', reason: 'kept on purpose', line: 3 },
    { rule: 'not-restored', reason: '', line: 4 },
  ]
  const about = evidence({ revision: { ignores }, notUndone: [added(DAILY), added(DAILY_INDEX)] })
  const { findings, usedIgnores } = judgeRevision(about, NO_PAST, plain)

  test('silence their own rule', () => expect(findings).toEqual([]))

  test('are told when they silence nothing', () => {
    expect(unusedIgnores([about.revision], usedIgnores)).toEqual([
      { file: REVISION.file, line: 4, rule: 'not-restored' },
    ])
    expect(unusedIgnores([about.revision], usedIgnores, ['not-restored'])).toEqual([])
  })

  test('do not hide from the full walk what differs', () => {
    expect(reportedKeys(about)).toEqual(
      new Set(['materialized view public.daily_usage_matview', 'index public.idx_daily_usage_user_date']),
    )
  })
})

describe('where a finding points', () => {
  const line = (...statements: ReturnType<typeof statement>[]) =>
    judgeRevision(
      evidence({ notUndone: [altered(DAILY, { populated: false })], legs: { downgrade: { statements } } }),
      NO_PAST,
      plain,
    ).findings[0]?.location?.line

  const drop = statement('DROP MATERIALIZED VIEW daily_usage_matview', 25)
  const create = statement('CREATE MATERIALIZED VIEW daily_usage_matview AS SELECT 1 WITH NO DATA', 26)
  const index = statement('CREATE INDEX idx ON daily_usage_matview (user_id)', 27)
  const other = statement('DROP VIEW daily_usage_matview_old', 28)

  test('the statement that names it', () => expect(line(drop, other)).toBe(25))
  test('rather the one that makes it', () => expect(line(drop, create, other)).toBe(26))
  test('not an index on it', () => expect(line(create, index)).toBe(26))
  test('in an upgrade the one that makes it, whatever is altered later', () => {
    const owner = statement('ALTER MATERIALIZED VIEW daily_usage_matview OWNER TO reader', 27)
    const statements = [drop, create, owner]
    const intents = { all: [intent('create', DAILY, { statement: 1 })], opaque: [] }
    expect(locate(evidence({ legs: { upgrade: { statements, intents } } }), 'upgrade', DAILY).line).toBe(26)
  })
  test('of what stands at the heads: where the revision made it', () => {
    const view = object('materialized view', 'public.daily', { populated: false })
    const place = { file: 'r1.py', line: 7, endLine: 7 }
    const past = { ...madeBy({ 'materialized view public.daily': 'r1' }), placeOf: () => place }
    const { findings } = judgeHistory(historyEvidence({}, { heads: snapshot(view), past }), plain)
    expect(findings.map(({ location }) => location)).toEqual(findings.map(() => place))
    expect(findings).not.toEqual([])
  })
  test('several statements in one execute', () =>
    expect(line(statement(`${drop.sql}; ${create.sql}`, 24), drop)).toBe(24))
  test('the last that mentions it', () => expect(line(drop, index)).toBe(27))
  test('no statement: the function', () => expect(line(other)).toBe(23))
})
