import { expect, test } from '@jest/globals'
import { sarif } from '../../../src/report/formats/sarif.js'
import { finding, result } from '../build.js'
import { SITUATIONS } from '../situations.js'

interface Log {
  runs: { tool: { driver: { rules: { id: string }[] } }; results: Record<string, unknown>[] }[]
}

function run(one = result()): Log['runs'][number] {
  const [first] = (JSON.parse(sarif.render(one)) as Log).runs
  if (first === undefined) throw new Error('no run')
  return first
}

test('a result has its rule, level, lines and fingerprint', () => {
  const { results, tool } = run(SITUATIONS['empty-downgrade']?.result)
  expect(tool.driver.rules.map(({ id }) => id)).toEqual(['irreversible', 'noop-downgrade'])
  expect(results[1]).toMatchObject({
    ruleId: 'noop-downgrade',
    ruleIndex: 1,
    level: 'error',
    locations: [{ physicalLocation: { region: { startLine: 33, endLine: 34 } } }],
    partialFingerprints: {
      'matviewCheck/v1': 'noop-downgrade 3f2a9c81d0aa downgrade public.daily_usage_matview',
    },
  })
})

test('without a location it points at the configuration', () => {
  expect(run(result({ findings: [finding()] })).results[0]).toMatchObject({
    locations: [{ physicalLocation: { artifactLocation: { uri: 'alembic.ini' } } }],
  })
})

test('paths are addresses', () => {
  const location = { file: 'a b/ü#.py', line: 1, endLine: 1 }
  expect(run(result({ findings: [finding({ location })] })).results[0]).toMatchObject({
    locations: [{ physicalLocation: { artifactLocation: { uri: 'a%20b/%C3%BC%23.py' } } }],
  })
})
