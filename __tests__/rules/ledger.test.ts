import { expect, test } from '@jest/globals'
import { Ledger } from '../../src/rules/ledger.js'
import { evidence, REVISION, snapshot } from './evidence.js'

/** The rules that comments of one checked revision name in vain. */
function unused(enter: (ledger: Ledger) => void): readonly string[] {
  const rules = ['left-behind', 'left-unpopulated', 'refresh-not-concurrent', 'full-walk-fails']
  const ignores = rules.map((rule, index) => ({ rule, reason: 'x', line: index + 1 }))
  const revision = { ...REVISION, ignores }
  const history = { revisions: [revision], heads: [revision.id], bases: [revision.id] }
  const ledger = new Ledger(history, { severities: {}, failOn: 'error' })
  ledger.revision(evidence({ revision }), true)
  enter(ledger)
  return ledger.close().unusedIgnores.map(({ rule }) => rule)
}

test('a comment for a rule that could not be judged is not told as unused', () => {
  const walk = { revisions: 1, milliseconds: 1, failure: null, stoppedAt: null, atBottom: [], atTop: [] }
  expect(unused(() => undefined)).toEqual(['left-behind'])
  expect(unused((ledger) => ledger.walk(walk))).toEqual(['left-behind', 'full-walk-fails'])
  expect(unused((ledger) => ledger.reach(snapshot()))).toEqual([
    'left-behind',
    'left-unpopulated',
    'refresh-not-concurrent',
  ])
})
