import type { Finding, Severity } from '../model/finding.js'
import type { CheckResult } from '../model/result.js'
import { moments, sayShort, tell } from './differences.js'
import { environmentsOf, versionsOf, whereOf } from './environments.js'
import { visible, visibleLines } from './escape.js'
import { headlineOf, type Mood } from './headline.js'
import { fixLines, plainFixWords } from './python.js'
import { sentencesOf } from './sentences.js'
import { countsText, duration, groupsOf, type Group } from './story.js'
import { painter, wrapped, type Paint } from './terminal-text.js'

/** How the text is to look. */
export interface TerminalOptions {
  /** Without it there is no escape sequence at all. */
  readonly color: boolean
  /** Columns that sentences are wrapped to; 100 when left out. Code and comparisons are never wrapped. */
  readonly width?: number
}

const MARKS: Readonly<Record<Mood, string>> = { failed: '✗', noted: '!', passed: '✓' }

interface Page {
  readonly result: CheckResult
  readonly paint: Paint
  readonly width: number
}

/** The result as text for a terminal or a log, the verdict last, where the reader's eye is. */
export function renderTerminal(result: CheckResult, { color, width = 100 }: TerminalOptions): string {
  const page: Page = { result, paint: painter(color), width: Math.max(40, Math.min(width, 120)) }
  const { missing, clean, blocked, applied, walk, ignores } = sentencesOf(result)
  const remarks = [...missing, ...[clean, blocked, applied, walk].filter((one) => one !== null), ...ignores]
  const environments = environmentsOf(result).map((one) =>
    page.paint.dim(visible(versionsOf(one).join(' · '))),
  )
  const blocks = [
    ...groupsOf(result).map((group) => groupText(group, page)),
    [...remarks.flatMap((one) => prose(one, page, '')), ...environments].join('\n'),
    verdict(page),
  ]
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`
}

function verdict({ result, paint }: Page): string {
  const { mood, text } = headlineOf(result)
  // Warnings without errors stand in the headline.
  const found = countsText(result.counts.error > 0 ? result.counts : { ...result.counts, warning: 0 })
  const colored = { failed: paint.red, noted: paint.yellow, passed: paint.green }[mood]
  return `${colored(`${MARKS[mood]} ${text}`)}${found === '' ? '' : `: ${found}`} ${paint.dim(`(${duration(result.milliseconds)})`)}`
}

function groupText({ id, message, file, findings }: Group, page: Page): string {
  const { bold, cyan } = page.paint
  const name =
    id === null ? bold('The history as a whole') : `${bold(cyan(visible(id)))} ${bold(visible(message))}`
  const head = file === null ? [name.trimEnd()] : [name.trimEnd(), page.paint.dim(visible(file))]
  return [...head, ...findings.flatMap((finding) => ['', ...findingText(finding, page)])].join('\n')
}

function findingText(finding: Finding, page: Page): readonly string[] {
  const { paint, result } = page
  const { location, severity, rule } = finding
  // `file:line` is what terminals and editors make clickable.
  const place = location === null ? '' : `  ${visible(location.file)}:${location.line}`
  const where = whereOf(result, finding)
  return [
    `  ${severityText(severity, paint)} ${paint.bold(visible(rule))}${place}${where === null ? '' : `  ${visible(where)}`}`,
    ...prose(`${finding.message.charAt(0).toUpperCase()}${finding.message.slice(1)}.`, page, '    '),
    ...differenceText(finding, page),
    '',
    ...prose(finding.help, page, '    '),
    ...fixText(finding, page),
  ]
}

function severityText(severity: Severity, { red, yellow, blue }: Paint): string {
  return { error: red, warning: yellow, notice: blue }[severity](severity)
}

function differenceText(finding: Finding, { paint }: Page): readonly string[] {
  const { short, long } = tell(finding.differences)
  if (short.length + long.length === 0) return []
  const when = moments(finding)
  const colored = { '-': paint.red, '+': paint.green, ' ': (text: string) => text }
  const blocks = long.flatMap(({ property, lines }) => [
    `    ${paint.bold(visible(property))} ${paint.dim(`(- ${when.old}, + ${when.new})`)}`,
    ...lines.flatMap(({ sign, text }) =>
      visibleLines(text).map((line) => `      ${colored[sign](`${sign} ${line}`.trimEnd())}`.trimEnd()),
    ),
  ])
  return ['', ...short.map((one) => `    ${sayShort(one, when, visible)}`), ...blocks]
}

function fixText({ fix }: Finding, { paint }: Page): readonly string[] {
  if (fix === null) return []
  return [
    '',
    `    ${plainFixWords(fix)}`,
    // Not indented further, so that it can be copied as it is.
    ...fixLines(fix).map(paint.cyan),
  ]
}

function prose(raw: string, { width }: Page, indent: string): readonly string[] {
  return raw
    .split(/\r?\n/)
    .flatMap((line) =>
      wrapped(visible(line.trim()), width - indent.length).map((one) => `${indent}${one}`.trimEnd()),
    )
}
