import type { Finding } from '../model/finding.js'
import type { CheckResult } from '../model/result.js'
import { moments, sayShort, tell } from './differences.js'
import { whereOf } from './environments.js'
import { visible, visibleLines } from './escape.js'
import { fixLines, plainFixWords } from './python.js'

/** All that there is to say of a finding, as lines of plain, printable text. */
export function plainFinding(finding: Finding, result: CheckResult): readonly string[] {
  const { severity, rule, message, help, fix, location } = finding
  const where = whereOf(result, finding)
  const place = location === null ? '' : ` (${visible(location.file)}:${location.line})`
  return [
    `${severity} ${visible(rule)}${place}${where === null ? '' : `, ${visible(where)}`}: ${visible(message)}`,
    ...differenceLines(finding),
    ...visibleLines(help),
    ...(fix === null ? [] : [plainFixWords(fix), ...fixLines(fix)]),
  ]
}

function differenceLines(finding: Finding): readonly string[] {
  const { short, long } = tell(finding.differences)
  const when = moments(finding)
  return [
    ...short.map((one) => `  ${sayShort(one, when, visible)}`),
    ...long.flatMap(({ property, lines }) => [
      `  ${visible(property)} (- ${when.old}, + ${when.new}):`,
      ...lines.flatMap(({ sign, text }) => visibleLines(text).map((line) => `    ${sign} ${line}`)),
    ]),
  ]
}
