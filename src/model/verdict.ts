import { SEVERITIES, type Finding, type Severity } from './finding.js'
import type { CheckResult, FailOn } from './result.js'

/** How many findings there are of each severity. */
export function countFindings(findings: readonly Finding[]): Readonly<Record<Severity, number>> {
  const counts = { error: 0, warning: 0, notice: 0 }
  for (const { severity } of findings) counts[severity] += 1
  return counts
}

/** `failed` when a finding is at or above `failOn`. */
export function verdictOf(findings: readonly Finding[], failOn: FailOn): CheckResult['verdict'] {
  if (failOn === 'never') return 'passed'
  const limit = SEVERITIES.indexOf(failOn)
  return findings.some(({ severity }) => SEVERITIES.indexOf(severity) <= limit) ? 'failed' : 'passed'
}
