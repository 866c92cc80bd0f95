import { expect, test } from '@jest/globals'
import { convert } from 'xmlbuilder2'
import { junit } from '../../../src/report/formats/junit.js'
import { finding, history, result } from '../build.js'
import { SITUATIONS } from '../situations.js'

test.each(Object.entries(SITUATIONS))('%s is XML that can be read', (_, { result: one }) => {
  expect(convert(junit.render(one), { format: 'object' })).toHaveProperty('testsuites')
})

test('a test for each checked revision and one for the whole; errors fail, warnings are told', () => {
  const findings = [
    finding({ revision: 'a0000' }),
    finding({ revision: 'a0000', message: 'second' }),
    finding({ revision: 'a0001', severity: 'warning' }),
  ]
  const xml = junit.render(result({ revisions: history(2), findings }))
  expect(xml).toContain(
    '<testsuite name="matview-check alembic.ini" tests="3" failures="1" errors="0" skipped="0"',
  )
  expect(xml.match(/<failure /g)).toHaveLength(1)
  expect(xml).toMatch(
    /<testcase name="a0000 step 0"[^]*type="left-behind"[^]*second[^]*<testcase name="a0001 step 1"[^]*<system-out>warning/,
  )
  expect(xml).toContain('<testcase name="the history as a whole"')
})

test('what could not be judged is skipped', () => {
  expect(junit.render(SITUATIONS['upgrade-fails']?.result ?? result())).toContain(
    '<skipped message="could not be judged"/>',
  )
})

test('a matrix has a suite for each environment with its own findings', () => {
  const xml = junit.render(SITUATIONS['merged-matrix']?.result ?? result())
  const suites = xml.split('<testsuite ').slice(1)
  expect(suites.map((suite) => [/name="([^"]*)"/.exec(suite)?.[1], suite.includes('upgrade-fails')])).toEqual(
    [
      ['matview-check alembic.ini on PostgreSQL 14.19', true],
      ['matview-check alembic.ini on PostgreSQL 17.10', false],
    ],
  )
})

test('characters that XML cannot hold are written out', () => {
  expect(junit.render(result({ findings: [finding({ message: 'a\u0000b\u001b]]>\ufffe' })] }))).toContain(
    'a\\u{0}b\\u{1b}]]&gt;',
  )
})
