import type { Finding, Fix } from '../model/finding.js'
import type { CheckResult } from '../model/result.js'
import { moments, sayShort, tell, type LongDifference } from './differences.js'
import { whereOf } from './environments.js'
import { html, proseParts, visibleLines, type Named } from './escape.js'
import { fixLines, fixWords } from './python.js'

const LINE_CLASSES = { '-': 'gone', '+': 'new', ' ': 'same' } as const

/** A finding as an HTML article. */
export function findingHtml(finding: Finding, result: CheckResult): string {
  const { severity, message, help, object, fix } = finding
  const title = message.charAt(0).toUpperCase() + message.slice(1)
  return `<article class="${severity}">
<h3>${proseHtml(title, object)}</h3>
<p class="facts">${facts(finding, whereOf(result, finding))}</p>
${differences(finding)}
<p>${proseHtml(help, object)}</p>
${fix === null ? '' : fixHtml(fix)}
</article>`
}

/** A sentence with `code` in backticks as HTML. */
export function proseHtml(raw: string, object: Named | null = null): string {
  return proseParts(raw, object)
    .map((part) => (part.code ? `<code>${html(part.text)}</code>` : html(part.text).replaceAll('\n', '<br>')))
    .join('')
}

function facts({ severity, rule, location }: Finding, where: string | null): string {
  const place = location === null ? [] : [`${html(location.file)}:${location.line}`]
  return [`<b>${severity}</b>`, html(rule), ...place, ...(where === null ? [] : [html(where)])].join(' · ')
}

function differences(finding: Finding): string {
  const { short, long } = tell(finding.differences)
  if (short.length + long.length === 0) return ''
  const when = moments(finding)
  const list = short.map((one) => `<li>${sayShort(one, when, (text) => `<code>${html(text)}</code>`)}</li>`)
  const legend = long.length === 0 ? '' : ` <small>(− ${when.old}, + ${when.new})</small>`
  return `<p class="label">What differs${legend}</p>
${list.length === 0 ? '' : `<ul>${list.join('')}</ul>`}
${long.length === 0 ? '' : `<pre>${long.map(block).join('')}</pre>`}`
}

function block({ property, lines }: LongDifference): string {
  const rows = lines.flatMap(({ sign, text }) =>
    visibleLines(text).map((line) => `<span class="${LINE_CLASSES[sign]}">${html(`${sign} ${line}`)}</span>`),
  )
  return `<span class="hunk">${html(property)}</span>${rows.join('')}`
}

function fixHtml(fix: Fix): string {
  const { title, remark } = fixWords(fix)
  const lines = fixLines(fix).join('\n')
  return `<p class="label">${proseHtml(title)}${remark === '' ? '' : ` <small>(${html(remark)})</small>`}</p>
${lines === '' ? '' : `<pre>${html(lines)}</pre>`}`
}
