import type { CheckResult } from '../model/result.js'

/** A report that can be written to a file. */
export interface ReportFormat {
  /** The option that asks for it: `json` is `--json FILE`. */
  readonly id: string
  /** One sentence for `--help`: what it is good for. */
  readonly says: string
  render(result: CheckResult): string
}
