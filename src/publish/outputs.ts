import { setOutput } from '@actions/core'
import type { Severity } from '../model/finding.js'
import type { CheckResult } from '../model/result.js'
import type { Outputs } from './place.js'

/** What later steps of the job can read: the verdict and how much was found and checked. */
export function resultOutputs(result: Pick<CheckResult, 'verdict' | 'counts' | 'revisions'> | null): Outputs {
  const counts: Readonly<Record<Severity, number>> = result?.counts ?? { error: 0, warning: 0, notice: 0 }
  const checked = result?.revisions.filter(({ legs }) => legs.length > 0).length ?? 0
  return {
    result: result?.verdict ?? 'error',
    errors: String(counts.error),
    warnings: String(counts.warning),
    notices: String(counts.notice),
    'checked-revisions': String(checked),
  }
}

/** Hands outputs to the runner. */
export function setOutputs(outputs: Outputs): void {
  for (const [name, value] of Object.entries(outputs)) setOutput(name, value)
}
