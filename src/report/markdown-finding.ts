import type { Finding, Fix, Location, Severity } from '../model/finding.js'
import { moments, sayShort, tell, type LongDifference } from './differences.js'
import { code, fence, link, pathAddress, prose, shorten, text, visible } from './escape.js'
import type { Part } from './fit.js'
import { fixLines, fixWords } from './python.js'
import { rank, type Group } from './story.js'

/** What a report in Markdown may know of the place it will stand in. */
export interface MarkdownOptions {
  /** The report is kept to so many bytes by leaving out detail; without it nothing is left out. */
  readonly maxBytes?: number
  /** Address of the repository's files at the checked commit: `https://github.com/owner/repo/blob/<sha>`. */
  readonly commitUrl?: string
  /** Where the whole report is, as a sentence; printed when something had to be left out. */
  readonly pointer?: string | undefined
}

export const SEVERITY_ICONS: Readonly<Record<Severity, string>> = { error: '❌', warning: '⚠️', notice: 'ℹ️' }

/** A comparison longer than this is folded. */
const OPEN_LINES = 40

/** A fix longer than this, in characters, is left out where space is short. */
const SHORT_FIX = 2_000

/** A finding in GitHub's Markdown at each level of detail: all of it, its gist, one line of a list. */
export function findingPart(
  finding: Finding,
  group: Group,
  where: string | null,
  options: MarkdownOptions,
): Omit<Part, 'heading'> {
  const heading = `#### ${SEVERITY_ICONS[finding.severity]} ${sentence(finding, 600)}`
  const place = facts(finding, group.file, where, options).join(' · ')
  const help = prose(shorten(finding.help, 6_000), finding.object)
  const full = [...differences(finding), help, ...fix(finding.fix)]
  const gist = [...differing(finding), ...(fixSize(finding.fix) <= SHORT_FIX ? fix(finding.fix) : [])]
  const parts = finding.severity === 'error' ? full : fold('Why, and what to do', full)
  const id = finding.revision === null ? '' : `${code(shorten(finding.revision, 100))}: `
  const line = `${id}${sentence(finding, 200)} (${facts(finding, null, where, options).join(' · ')})`
  return {
    detail: [joined([heading, place, ...parts]), joined([heading, place, ...gist])],
    line: `- ${SEVERITY_ICONS[finding.severity]} ${line}`,
    rank: rank(finding.severity),
  }
}

/** The heading of a migration with its file. */
export function groupHeading({ id, message, file }: Group, options: MarkdownOptions): string {
  if (id === null) return '### The history as a whole'
  const heading = `### ${code(shorten(id, 100))} ${text(shorten(message, 200))}`.trimEnd()
  return file === null ? heading : `${heading}\n\n${fileLink(file, null, code(shorten(file, 300)), options)}`
}

/** Parts hidden behind a line that opens them. */
export function fold(summary: string, parts: readonly string[]): string[] {
  return [joined([`<details>\n<summary>${summary}</summary>`, ...parts, '</details>'])]
}

/** Parts as one, with an empty line between any two. */
export function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n')
}

function sentence({ message, object }: Finding, most: number): string {
  const short = shorten(message, most)
  return prose(short.charAt(0).toUpperCase() + short.slice(1), object)
}

/** Rule, lines and environments; the file only where the heading above does not name it. */
function facts(
  { rule, location }: Finding,
  above: string | null,
  where: string | null,
  options: MarkdownOptions,
): string[] {
  return [
    code(shorten(rule, 100)),
    ...(location === null ? [] : [lineLink(location, location.file === above, options)]),
    ...(where === null ? [] : [text(shorten(where, 300))]),
  ]
}

function lineLink(location: Location, fileKnown: boolean, options: MarkdownOptions): string {
  const { file, line, endLine } = location
  const lines = endLine > line ? `lines ${line} to ${endLine}` : `line ${line}`
  return fileLink(file, location, fileKnown ? lines : code(`${shorten(file, 300)}:${line}`), options)
}

function fileLink(file: string, at: Location | null, shown: string, { commitUrl }: MarkdownOptions): string {
  const outside = file.startsWith('/') || file.split('/').includes('..')
  if (commitUrl === undefined || outside) return shown
  const lines = at === null ? '' : `#L${at.line}${at.endLine > at.line ? `-L${at.endLine}` : ''}`
  return link(shown, `${commitUrl}/${pathAddress(file)}${lines}`)
}

function differences(finding: Finding): string[] {
  const { short, long } = tell(finding.differences)
  const when = moments(finding)
  const list = short.map((one) => `- ${sayShort(one, when, code)}`).join('\n')
  const told = short.length === 0 ? [] : ['What differs:', list]
  if (long.length === 0) return told
  const block = [fence(long.flatMap(blockLines), 'diff')]
  const count = long.reduce((sum, { lines }) => sum + lines.length, 0)
  const legend = `${short.length === 0 ? 'What differs' : 'And line by line'} (\`-\` ${when.old}, \`+\` ${when.new}):`
  return [...told, legend, ...(count > OPEN_LINES ? fold(`${count} lines`, block) : block)]
}

function blockLines({ property, lines }: LongDifference): readonly string[] {
  return [
    `@@ ${visible(shorten(property, 200))} @@`,
    ...lines.map((line) => `${line.sign} ${shorten(line.text, 2_000)}`.trimEnd()),
  ]
}

function differing({ differences: all }: Finding): string[] {
  if (all.length === 0) return []
  const names = all.slice(0, 10).map(({ property }) => code(shorten(property, 100)))
  const rest = all.length > names.length ? ` and ${all.length - names.length} more` : ''
  return [`What differs: ${names.join(', ')}${rest}.`]
}

function fix(given: Fix | null): string[] {
  if (given === null) return []
  const { title, remark } = fixWords(given)
  if (remark === '') return [prose(title)]
  return [`**${prose(title)}** (${text(remark)}):`, fence(fixLines(given), 'python')]
}

function fixSize(given: Fix | null): number {
  return given === null || given.sameAs !== undefined ? 0 : given.sql.join('\n').length
}
