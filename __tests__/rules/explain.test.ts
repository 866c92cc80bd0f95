import { expect, test } from '@jest/globals'
import { RULES } from '../../src/rules/all.js'
import { explainRule, listRules } from '../../src/rules/explain.js'

test('the list has a line for each rule', () => {
  expect(listRules().trimEnd().split('\n')).toHaveLength(RULES.length)
})

test('one rule, and where its page is', () => {
  expect(explainRule('left-behind')).toContain('docs/rules/left-behind.md')
})

test('an unknown rule is refused with the list', () => {
  expect(() => explainRule('no-such')).toThrow('There is no rule "no-such". The rules are: upgrade-fails,')
})
