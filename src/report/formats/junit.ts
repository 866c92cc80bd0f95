import { create } from 'xmlbuilder2'
import type { XMLBuilder } from 'xmlbuilder2/lib/interfaces.js'
import type { Finding } from '../../model/finding.js'
import type { CheckResult, RevisionResult } from '../../model/result.js'
import { environmentNames, environmentsOf } from '../environments.js'
import { visible } from '../escape.js'
import type { ReportFormat } from '../format.js'
import { plainFinding } from '../plain-finding.js'
import { checkedOf } from '../story.js'

/** One test of a suite: a checked revision, or what is known of the history as a whole. */
interface TestCase {
  readonly name: string
  readonly file: string
  readonly milliseconds: number
  readonly errors: readonly Finding[]
  readonly others: readonly Finding[]
  readonly blocked: boolean
}

/**
 * JUnit's XML as CI systems read it: a suite for each environment, a test for each checked revision and one for the
 * history as a whole. Errors are its failure; milder findings stand in `system-out`.
 */
export const junit: ReportFormat = {
  id: 'junit',
  says: "JUnit's XML, for the test reports of CI systems: a test for each checked migration",
  render: (result) => {
    const suites = environmentsOf(result).map((_, at) => testCases(result, at))
    const root = create({ version: '1.0', encoding: 'UTF-8' }).ele('testsuites', {
      name: 'matview-check',
      ...totals(suites.flat()),
    })
    const names = environmentNames(environmentsOf(result))
    suites.forEach((cases, at) => {
      const name = `matview-check ${visible(result.config)}${suites.length > 1 ? ` on ${visible(names[at] ?? '')}` : ''}`
      const suite = root.ele('testsuite', { name, ...totals(cases) })
      for (const one of cases) testCase(suite, one, result)
    })
    return `${root.end({ prettyPrint: true })}\n`
  },
}

function testCases(result: CheckResult, environment: number): readonly TestCase[] {
  const here = result.findings.filter(({ where }) => where === undefined || where.includes(environment))
  const checked = checkedOf(result)
  const ids = new Set(checked.map(({ id }) => id))
  const rest = here.filter(({ revision }) => revision === null || !ids.has(revision))
  const missing = (result.missingShards ?? []).filter((one) => one.environment === environment).length
  const whole =
    result.walk === null && rest.length === 0
      ? []
      : [
          {
            ...split(rest),
            name: 'the history as a whole',
            file: result.config,
            milliseconds: result.walk?.milliseconds ?? 0,
            blocked: false,
          },
        ]
  const revisions = checked.map((revision) => revisionCase(revision, here))
  const shards =
    missing === 0
      ? []
      : [
          {
            ...split([]),
            name: `${missing} missing shards`,
            file: result.config,
            milliseconds: 0,
            blocked: true,
          },
        ]
  return [...revisions, ...whole, ...shards]
}

function revisionCase({ id, message, file, legs }: RevisionResult, findings: readonly Finding[]): TestCase {
  return {
    ...split(findings.filter(({ revision }) => revision === id)),
    name: `${id} ${message}`.trim(),
    file,
    milliseconds: legs.reduce((sum, leg) => sum + leg.milliseconds, 0),
    blocked: legs.some(({ status }) => status === 'blocked'),
  }
}

function split(findings: readonly Finding[]): Pick<TestCase, 'errors' | 'others'> {
  return {
    errors: findings.filter(({ severity }) => severity === 'error'),
    others: findings.filter(({ severity }) => severity !== 'error'),
  }
}

function totals(cases: readonly TestCase[]): Readonly<Record<string, string>> {
  const failures = cases.filter(({ errors }) => errors.length > 0).length
  const skipped = cases.filter((one) => one.errors.length === 0 && one.blocked).length
  const milliseconds = cases.reduce((sum, one) => sum + one.milliseconds, 0)
  return {
    tests: String(cases.length),
    failures: String(failures),
    errors: '0',
    skipped: String(skipped),
    time: seconds(milliseconds),
  }
}

function testCase(suite: XMLBuilder, one: TestCase, result: CheckResult): void {
  const file = visible(one.file)
  const element = suite.ele('testcase', {
    name: visible(one.name),
    classname: file,
    file,
    time: seconds(one.milliseconds),
  })
  const [first] = one.errors
  const text = (findings: readonly Finding[]): string =>
    findings.map((finding) => plainFinding(finding, result).join('\n')).join('\n\n')
  if (first !== undefined)
    element
      .ele('failure', { message: visible(first.message), type: visible(first.rule) })
      .txt(text(one.errors))
  else if (one.blocked) element.ele('skipped', { message: 'could not be judged' })
  if (one.others.length > 0) element.ele('system-out').txt(text(one.others))
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1_000).toFixed(3)
}
