import { expect, test } from '@jest/globals'
import { added, DAILY, evidence, messages, removed } from './evidence.js'

test('a one-way revision is a notice with the author’s reason, and nothing of its downgrade is judged', () => {
  const about = evidence({
    irreversible: 'rows are gone',
    notUndone: [removed(DAILY)],
    notRepeated: [added(DAILY)],
  })
  expect(messages(about)).toEqual(['irreversible: revision r2 declares itself one-way: rows are gone'])
})

test('without a reason', () => {
  expect(messages(evidence({ irreversible: '' }))).toEqual([
    'irreversible: revision r2 declares itself one-way',
  ])
})
