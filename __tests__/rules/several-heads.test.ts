import { expect, test } from '@jest/globals'
import type { Revision } from '../../src/model/history.js'
import { severalHeads } from '../../src/rules/several-heads.js'
import { historyEvidence, REVISION } from './evidence.js'

type Branch = readonly [id: string, down: readonly string[], labels?: readonly string[]]

function told(branches: readonly Branch[], heads: readonly string[]): readonly string[] {
  const revisions = branches.map(([id, downRevisions, branchLabels = []]): Revision => ({
    ...REVISION,
    id,
    downRevisions,
    branchLabels,
  }))
  const history = { revisions, heads, bases: [] }
  return (severalHeads.history?.(historyEvidence({}, { history })) ?? []).map(
    ({ message, help }) => `${message}; ${help}`,
  )
}

test('two heads, with the command that joins them', () => {
  const [text] = told(
    [
      ['a', []],
      ['b', ['a']],
      ['c', ['a']],
    ],
    ['b', 'c'],
  )
  expect(text).toContain('the history has 2 heads: b and c')
  expect(text).toContain('`alembic merge -m "merge heads" b c`')
})

test.each<[name: string, branches: readonly Branch[], heads: readonly string[]]>([
  ['one head', [['a', []]], ['a']],
  [
    'two histories, each with its label',
    [
      ['a', [], ['one']],
      ['b', [], ['two']],
      ['c', ['a']],
    ],
    ['b', 'c'],
  ],
])('%s is nothing to tell', (_, branches, heads) => {
  expect(told(branches, heads)).toEqual([])
})

test('a label on one of two branches alone does not make both meant', () => {
  expect(
    told(
      [
        ['a', []],
        ['b', ['a'], ['new']],
        ['c', ['a']],
      ],
      ['b', 'c'],
    ),
  ).toHaveLength(1)
})
