import type { CheckResult, RevisionResult } from '../model/result.js'
import type { LegStatus } from '../model/evidence.js'
import type { Severity } from '../model/finding.js'
import { environmentsOf, versionsOf, whereOf } from './environments.js'
import { code, prose, shorten, text } from './escape.js'
import { fit, type Chosen, type Part } from './fit.js'
import { headlineOf, ICONS } from './headline.js'
import {
  findingPart,
  fold,
  groupHeading,
  joined,
  SEVERITY_ICONS,
  type MarkdownOptions,
} from './markdown-finding.js'
import { inventoryMarkdown, pictureMarkdown } from './markdown-views.js'
import { sentencesOf } from './sentences.js'
import { checkedOf, countsText, duration, groupsOf, many, worstOf } from './story.js'

/** Bytes kept for the sentence about what was left out. */
const RESERVE = 600

/** Bytes for each of: missing shards, remarks, environments. */
const MOST_REMARKS = 2_000

/** What a table says of a leg: that it ran does not mean that what it left is right. */
const STATUS_WORDS: Readonly<Record<LegStatus, string>> = {
  passed: 'ran',
  failed: '**failed**',
  skipped: 'not run',
  blocked: 'not judged',
}

/**
 * The result in GitHub's Markdown. With `maxBytes`, from about 8,000 on, it never takes more: detail of the mildest
 * findings goes first, then they are only counted; the verdict and its numbers always stand.
 */
export function renderMarkdown(result: CheckResult, options: MarkdownOptions = {}): string {
  const limit = options.maxBytes === undefined ? Infinity : MOST_REMARKS
  const missing = sentencesOf(result).missing.map((one) => `❌ ${prose(one)}`)
  const top = [heading(result), counts(result), within(missing, limit)]
  const foot = `<sub>${within(environments(result), limit, '<br>')}</sub>`
  const bottom = [within(remarks(result), limit, '  \n')]
  const fixed = Buffer.byteLength(joined([...top, ...bottom, foot])) + RESERVE
  const parts = partsOf(result, options)
  const { chosen, left } = fit(parts, (options.maxBytes ?? Infinity) - fixed)
  const extras = extrasOf(result, options)
  const kept = affordable(extras, left)
  const whole =
    kept.length === extras.length && parts.every(({ detail }, at) => chosen[at]?.text === detail[0])
  const rest = whole ? [] : [leftOut(chosen, options)]
  return `${joined([...top, ...details(parts, chosen), more(chosen), ...rest, ...bottom, ...kept, foot])}\n`
}

/** What stands below the findings where there is space, the most useful first. */
function extrasOf(result: CheckResult, { maxBytes = Infinity }: MarkdownOptions): readonly string[] {
  return [
    pictureMarkdown(result, maxBytes / 8),
    inventoryMarkdown(result, maxBytes / 4),
    result.findings.length === 0 ? '' : tableOf(result),
  ].filter((block) => block !== '')
}

/** The blocks for which there are bytes, those before them already taken. */
function affordable(blocks: readonly string[], bytes: number): readonly string[] {
  let left = bytes
  return blocks.filter((block) => {
    const size = Buffer.byteLength(block) + 2
    if (size > left) return false
    left -= size
    return true
  })
}

function heading(result: CheckResult): string {
  const { mood, text: line } = headlineOf(result)
  return `## ${ICONS[mood]} ${line}`
}

function counts(result: CheckResult): string {
  const found = countsText(result.counts)
  const clean = sentencesOf(result).clean
  if (found === '')
    return clean === null
      ? ''
      : 'Run up, down and up again on a scratch database: nothing was left behind, lost or changed.'
  const only =
    result.failOn === 'never' && result.counts.error > 0 ? ' (only reported: `fail-on` is `never`)' : ''
  return `**${found}**${only}.${clean === null ? '' : ` ✅ ${clean}`}`
}

function partsOf(result: CheckResult, options: MarkdownOptions): readonly Part[] {
  return groupsOf(result).flatMap((group) => {
    const title = groupHeading(group, options)
    return group.findings.map((finding) => ({
      heading: title,
      ...findingPart(finding, group, whereOf(result, finding), options),
    }))
  })
}

function details(parts: readonly Part[], chosen: Chosen): readonly string[] {
  const shown = new Set<string>()
  return parts.flatMap(({ heading: title }, at) => {
    const block = chosen[at] ?? null
    if (block === null || block.line) return []
    const first = !shown.has(title)
    shown.add(title)
    return first ? [title, block.text] : [block.text]
  })
}

function more(chosen: Chosen): string {
  const lines = chosen.flatMap((block) => (block?.line === true ? [block.text] : []))
  return lines.length === 0 ? '' : `### More findings\n\n${lines.join('\n')}`
}

function leftOut(chosen: Chosen, { pointer }: MarkdownOptions): string {
  const hidden = chosen.filter((block) => block === null).length
  const what =
    hidden === 0
      ? 'Some detail was left out, since the whole report does not fit here.'
      : `${many(hidden, 'more finding')} and some detail do not fit here.`
  return `_${what}${pointer === undefined ? '' : ` ${text(shorten(pointer, 300))}`}_`
}

function remarks(result: CheckResult): readonly string[] {
  const { blocked, walk, applied, ignores } = sentencesOf(result)
  return [
    ...(blocked === null ? [] : [`⏸️ ${prose(blocked)}`]),
    ...(walk === null ? [] : [`${walkIcon(result)} ${prose(walk)}`]),
    ...(applied === null ? [] : [prose(applied)]),
    ...ignores.map((one) => `⚠️ ${prose(one)}`),
  ]
}

/** As many of the lines as fit in so many bytes; the others are counted. */
function within(lines: readonly string[], bytes: number, between = '\n\n'): string {
  const kept: string[] = []
  let left = bytes
  for (const line of lines) {
    left -= Buffer.byteLength(line) + between.length
    if (left >= 0) kept.push(line)
  }
  const rest = lines.length - kept.length
  return [...kept, ...(rest === 0 ? [] : [`… and ${rest} more`])].join(between)
}

function tableOf(result: CheckResult): string {
  const checked = checkedOf(result)
  if (checked.length === 0) return ''
  const head = '| | Migration | | Up | Down | Up again | Time |\n| --- | --- | --- | --- | --- | --- | --: |'
  const worst = worstOf(result)
  const rows = checked.map((revision) => row(revision, worst.get(revision.id)))
  return fold(many(checked.length, 'checked migration'), [[head, ...rows].join('\n')]).join('')
}

function row({ id, message, legs }: RevisionResult, severity: Severity | undefined): string {
  const status = (leg: string): string => {
    const found = legs.find((one) => one.leg === leg)
    return found === undefined ? '' : STATUS_WORDS[found.status]
  }
  const unjudged = legs.some((leg) => leg.status !== 'passed')
  const icon = severity === undefined ? (unjudged ? '⏸️' : '✅') : SEVERITY_ICONS[severity]
  const time = duration(legs.reduce((sum, { milliseconds }) => sum + milliseconds, 0))
  const name = [code(shorten(id, 100)), text(shorten(message, 100))]
  return `| ${[icon, ...name, status('upgrade'), status('downgrade'), status('reupgrade'), time].join(' | ')} |`
}

function environments(result: CheckResult): readonly string[] {
  const shard = result.shard === null ? '' : ` · shard ${result.shard.index} of ${result.shard.total}`
  return [
    ...environmentsOf(result).map((one) =>
      versionsOf(one)
        .map((version) => text(shorten(version, 80)))
        .join(' · '),
    ),
    `${code(shorten(result.config, 200))} · ${duration(result.milliseconds)}${shard}`,
  ]
}

function walkIcon({ walk }: CheckResult): string {
  if (walk?.status === 'failed') return '❌'
  return walk?.revisions === 0 ? 'ℹ️' : '✅'
}
