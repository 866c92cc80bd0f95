import { describe, expect, test } from '@jest/globals'
import type { History, Revision } from '../../src/model/history.js'
import { plan, type PlanOptions } from '../../src/plan/index.js'

/** `b <- a` as `['b', 'a']`; more words are further down revisions; `~x` is a dependency. */
function history(...lines: readonly string[][]): History {
  const revisions = lines.map(([id = '', ...parents]): Revision => {
    const downRevisions = parents.filter((parent) => !parent.startsWith('~'))
    const dependsOn = parents.filter((parent) => parent.startsWith('~')).map((parent) => parent.slice(1))
    return {
      id,
      downRevisions,
      dependsOn,
      message: '',
      file: `${id}.py`,
      branchLabels: id === 'x1' ? ['extra'] : [],
      upgrade: null,
      downgrade: null,
      downgradeShape: 'code',
      irreversible: null,
      ignores: [],
    }
  })
  const used = new Set(revisions.flatMap(({ downRevisions }) => downRevisions))
  return { revisions, heads: revisions.map(({ id }) => id).filter((id) => !used.has(id)), bases: [] }
}

const LINE = history(['a1'], ['b2', 'a1'], ['c3', 'b2'], ['d4', 'c3'])
const TREE = history(['a1'], ['b2', 'a1'], ['x1', 'a1'], ['x2', 'x1', '~b2'], ['m5', 'b2', 'x2'])

/** The plan in one line: checked revisions in capitals, then the walk. */
function told(of: History, options: Partial<PlanOptions> = {}): string {
  const standard: PlanOptions = {
    selection: { kind: 'all' },
    changed: new Set(),
    floor: null,
    shard: null,
    fullWalk: true,
  }
  const made = plan(of, { ...standard, ...options })
  const steps = made.revisions.map(({ revision, checked }) => (checked ? revision.toUpperCase() : revision))
  return `${steps.join(' ')} | ${made.walk.join(' ')}`
}

describe('plan', () => {
  test.each<[string, History, Partial<PlanOptions>, string]>([
    ['all', LINE, {}, 'A1 B2 C3 D4 | d4 c3 b2 a1'],
    ['no walk', LINE, { fullWalk: false }, 'A1 B2 C3 D4 | '],
    ['one', LINE, { selection: { kind: 'one', revision: 'b2' } }, 'a1 B2 | b2'],
    ['one by the beginning of its id', LINE, { selection: { kind: 'one', revision: 'c' } }, 'a1 b2 C3 | c3'],
    ['one by branch label', TREE, { selection: { kind: 'one', revision: 'extra' } }, 'a1 X1 | x1'],
    ['head', LINE, { selection: { kind: 'one', revision: 'head' } }, 'a1 b2 c3 D4 | d4'],
    [
      'a range leaves its beginning out',
      LINE,
      { selection: { kind: 'range', from: 'a1', to: 'c3' } },
      'a1 B2 C3 | c3 b2',
    ],
    ['from base', LINE, { selection: { kind: 'range', from: 'base', to: 'b2' } }, 'A1 B2 | b2 a1'],
    [
      'changed',
      LINE,
      { selection: { kind: 'changed', baseRef: null }, changed: new Set(['b2', 'd4']) },
      'a1 B2 c3 D4 | d4',
    ],
    ['nothing changed', LINE, { selection: { kind: 'changed', baseRef: null } }, ' | '],
    ['a floor', LINE, { floor: 'b2' }, 'a1 b2 C3 D4 | d4 c3'],
    ['the first shard', LINE, { shard: { index: 1, total: 2 } }, 'A1 B2 | b2 a1'],
    [
      'the last shard reaches all heads',
      history(['a1'], ['b2', 'a1'], ['x1', 'a1']),
      { shard: { index: 3, total: 3 } },
      'a1 b2 X1 | x1',
    ],
    ['the last shard', LINE, { shard: { index: 2, total: 2 } }, 'a1 b2 C3 D4 | d4 c3'],
    [
      'what it depends on is applied',
      TREE,
      { selection: { kind: 'one', revision: 'x2' } },
      'a1 b2 x1 X2 | x2',
    ],
    [
      'a branch of a range',
      TREE,
      { selection: { kind: 'range', from: 'b2', to: 'm5' } },
      'a1 b2 X1 X2 M5 | m5 x2 x1',
    ],
  ])('%s', (_, of, options, says) => {
    expect(told(of, options)).toBe(says)
  })

  test('shards together check everything once', () => {
    const shards = [1, 2, 3].map((index) => plan(LINE, planOf({ index, total: 3 })))
    const checked = shards.flatMap(({ revisions }) =>
      revisions.filter((one) => one.checked).map((one) => one.revision),
    )
    expect(checked).toEqual(['a1', 'b2', 'c3', 'd4'])
  })

  test.each<[string, History, Partial<PlanOptions>, string]>([
    ['unknown', LINE, { floor: 'zz' }, 'There is no revision "zz" in the history'],
    ['ambiguous', TREE, { floor: 'x' }, '"x" is the beginning of 2 revisions (x1, x2)'],
    [
      'the wrong way round',
      LINE,
      { selection: { kind: 'range', from: 'c3', to: 'b2' } },
      '--revisions b2:c3',
    ],
    ['head of two', history(['a1'], ['b2']), { floor: 'head' }, 'the heads are a1, b2'],
  ])('%s is one sentence', (_, of, options, says) => {
    expect(() => told(of, options)).toThrow(says)
  })
})

function planOf(shard: { index: number; total: number }): PlanOptions {
  return { selection: { kind: 'all' }, changed: new Set(), floor: null, shard, fullWalk: true }
}
