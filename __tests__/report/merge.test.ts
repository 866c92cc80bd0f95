import { describe, expect, test } from '@jest/globals'
import { ConfigError } from '../../src/model/errors.js'
import type { CheckResult } from '../../src/model/result.js'
import { mergeResults, withFailOn } from '../../src/report/merge.js'
import { applied, ENVIRONMENT, finding, relation, result, revision, view } from './build.js'

const a = finding({ fingerprint: 'a', message: 'a' })
const b = finding({ fingerprint: 'b', message: 'b', severity: 'warning' })

function on(postgresql: string, changes: Partial<CheckResult> = {}): CheckResult {
  return result({ environment: { ...ENVIRONMENT, postgresql }, ...changes })
}

function shard(index: number, total: number, changes: Partial<CheckResult> = {}): CheckResult {
  return result({ shard: { index, total }, ...changes })
}

describe('shards', () => {
  test('revisions keep their order, and a leg is told at its worst', () => {
    const merged = mergeResults([
      shard(1, 2, { revisions: [revision('r1', 'x'), applied('r2', 'x')] }),
      shard(2, 2, {
        revisions: [
          applied('r1', 'x'),
          revision('r2', 'x', 'passed', 'failed', 'skipped'),
          applied('r3', 'x'),
        ],
      }),
    ])
    expect(merged.revisions.map(({ id, legs }) => [id, ...legs.map(({ status }) => status)])).toEqual([
      ['r1', 'passed', 'passed', 'passed'],
      ['r2', 'passed', 'failed', 'skipped'],
      ['r3'],
    ])
    expect(merged).toMatchObject({ shard: null, verdict: 'passed' })
    expect(merged).not.toHaveProperty('environments')
  })

  test('a finding of several shards is told once, two alike of one shard twice', () => {
    const merged = mergeResults([shard(1, 2, { findings: [a, a, b] }), shard(2, 2, { findings: [a] })])
    expect(merged.findings).toEqual([a, a, b])
    expect(merged).toMatchObject({ counts: { error: 2, warning: 1, notice: 0 }, verdict: 'failed' })
  })

  test('a missing one is no pass', () => {
    const merged = mergeResults([shard(1, 3), shard(3, 3)])
    expect(merged).toMatchObject({
      verdict: 'failed',
      missingShards: [{ index: 2, total: 3, environment: 0 }],
    })
    expect(withFailOn(merged, 'warning').verdict).toBe('failed')
    expect(withFailOn(merged, 'never').verdict).toBe('passed')
  })

  test('one that comes later completes what was merged', () => {
    const merged = mergeResults([mergeResults([shard(1, 3), shard(3, 3)]), shard(2, 3)])
    expect(merged.verdict).toBe('passed')
    expect(merged).not.toHaveProperty('missingShards')
  })

  test('of runners with other patch versions are of one run', () => {
    const merged = mergeResults([
      shard(1, 2, { environment: { ...ENVIRONMENT, python: '3.13.1', postgresql: '17.10' } }),
      shard(2, 2, { environment: { ...ENVIRONMENT, python: '3.13.2', postgresql: '17.11' } }),
    ])
    expect(merged.verdict).toBe('passed')
    expect(merged).not.toHaveProperty('environments')
  })
})

describe('a matrix over versions', () => {
  const merged = mergeResults([on('14.19', { findings: [a, b] }), on('17.10', { findings: [a] }), on('18.1')])

  test('says where each finding was made', () => {
    expect(merged.environments?.map(({ postgresql }) => postgresql)).toEqual(['14.19', '17.10', '18.1'])
    expect(merged.findings.map(({ message, where }) => [message, where])).toEqual([
      ['a', [0, 1]],
      ['b', [0]],
    ])
  })

  test('can be merged again', () => {
    const again = mergeResults([on('18.1', { findings: [b] }), merged])
    expect(again.environments?.map(({ postgresql }) => postgresql)).toEqual(['18.1', '14.19', '17.10'])
    expect(again.findings.map(({ message, where }) => [message, where])).toEqual([
      ['b', [0, 1]],
      ['a', [1, 2]],
    ])
  })

  test('tells a finding at its worst', () => {
    const mild = finding({ fingerprint: 'a', severity: 'notice' })
    expect(
      mergeResults([on('14.19', { findings: [mild] }), on('17.10', { findings: [a] })]).findings,
    ).toMatchObject([{ severity: 'error', where: [0, 1] }])
  })

  test('an ignore is unused only where it is unused everywhere', () => {
    const ignore = { file: 'x.py', line: 1, rule: 'left-behind' }
    expect(mergeResults([on('14.19', { unusedIgnores: [ignore] }), on('17.10')]).unusedIgnores).toEqual([])
    const both = [on('14.19', { unusedIgnores: [ignore] }), on('17.10', { unusedIgnores: [ignore] })]
    expect(mergeResults(both).unusedIgnores).toEqual([ignore])
  })
})

describe('materialized views', () => {
  test('are told as the first run that has them does', () => {
    const merged = mergeResults([
      on('14.19'),
      on('17.10', { materializedViews: [view('b', { rows: 1 })] }),
      on('18.1', { materializedViews: [view('a'), view('b', { rows: 2 })] }),
    ])
    expect(merged.materializedViews).toEqual([view('a'), view('b', { rows: 1 })])
    expect(merged).not.toHaveProperty('dependencies')
  })

  test('of two graphs make one, sources first, with what either run touched', () => {
    const merged = mergeResults([
      shard(1, 2, { dependencies: [relation('table', 't'), relation('view', 'a', ['t'])] }),
      shard(2, 2, {
        dependencies: [relation('view', 'z', [], 'dropped'), relation('view', 'a', ['z'], 'altered')],
      }),
    ])
    expect(merged.dependencies).toEqual([
      relation('table', 't'),
      relation('view', 'z', [], 'dropped'),
      relation('view', 'a', ['t', 'z'], 'altered'),
    ])
  })
})

test('one result alone is given back', () => {
  const one = shard(1, 2)
  expect(mergeResults([one])).toBe(one)
})

test('the strictest limit counts', () => {
  expect(
    mergeResults([on('14.19', { failOn: 'never', findings: [b] }), on('17.10', { failOn: 'warning' })]),
  ).toMatchObject({ failOn: 'warning', verdict: 'failed' })
})

test('results of two projects are refused', () => {
  const merge = (): CheckResult =>
    mergeResults([result(), result({ config: 'other/alembic.ini' })], ['a.json', 'b.json'])
  expect(merge).toThrow(ConfigError)
  expect(merge).toThrow('a.json is about alembic.ini and b.json about other/alembic.ini')
  expect(() => mergeResults([])).toThrow(ConfigError)
})
