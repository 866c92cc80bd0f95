import type { Finding, Severity } from '../../model/finding.js'
import type { CheckResult } from '../../model/result.js'
import { whereOf } from '../environments.js'
import { pathAddress, visible, visibleLines } from '../escape.js'
import type { ReportFormat } from '../format.js'
import { plainFinding } from '../plain-finding.js'

const LEVELS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', notice: 'note' }

/**
 * SARIF 2.1.0, https://docs.oasis-open.org/sarif/sarif/v2.1.0/. GitHub's code scanning shows a result only when it has a
 * location and its rule a description, so one without a location points at the migration tool's configuration.
 */
export const sarif: ReportFormat = {
  id: 'sarif',
  says: "SARIF 2.1.0, for GitHub's code scanning and other viewers",
  render: (result) => {
    const rules = [...new Set(result.findings.map(({ rule }) => rule))].toSorted()
    const log = {
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
      version: '2.1.0',
      runs: [
        {
          tool: {
            driver: {
              name: 'matview-check',
              version: result.environment.matviewCheck,
              rules: rules.map((id) => rule(id, result.findings)),
            },
          },
          automationDetails: { id: `matview-check/${result.config}/` },
          columnKind: 'utf16CodeUnits',
          results: result.findings.map((finding) => entry(finding, rules.indexOf(finding.rule), result)),
        },
      ],
    }
    return `${JSON.stringify(log, null, 2)}\n`
  },
}

function rule(id: string, findings: readonly Finding[]): object {
  const example = findings.find((finding) => finding.rule === id)
  const description = { text: visible(`${id.charAt(0).toUpperCase()}${id.slice(1)}`.replaceAll('-', ' ')) }
  return {
    id,
    shortDescription: description,
    fullDescription: description,
    help: { text: visibleLines(example?.help ?? '').join('\n') },
    defaultConfiguration: { level: LEVELS[example?.severity ?? 'error'] },
  }
}

function entry(finding: Finding, ruleIndex: number, result: CheckResult): object {
  const { file, line, endLine } = finding.location ?? { file: result.config, line: 1, endLine: 1 }
  const where = whereOf(result, finding)
  const sentence = visible(`${finding.message}${where === null ? '' : ` (${where})`}.`)
  return {
    ruleId: finding.rule,
    ruleIndex,
    level: LEVELS[finding.severity],
    message: { text: [sentence, ...plainFinding(finding, result).slice(1)].join('\n') },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: pathAddress(file) },
          region: { startLine: line, endLine: Math.max(line, endLine) },
        },
      },
    ],
    partialFingerprints: { 'matviewCheck/v1': finding.fingerprint },
  }
}
