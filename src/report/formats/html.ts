import type { LegStatus } from '../../model/evidence.js'
import { SEVERITIES, type Severity } from '../../model/finding.js'
import type { CheckResult, RevisionResult } from '../../model/result.js'
import { environmentsOf, versionsOf } from '../environments.js'
import { html as escaped } from '../escape.js'
import type { ReportFormat } from '../format.js'
import { headlineOf } from '../headline.js'
import { findingHtml, proseHtml } from '../html-finding.js'
import { STYLE } from '../html-style.js'
import { inventoryHtml, pictureHtml } from '../html-views.js'
import { sentencesOf } from '../sentences.js'
import { checkedOf, cleanOf, duration, groupsOf, many, worstOf, type Group } from '../story.js'

const STATUS_WORDS: Readonly<Record<LegStatus, string>> = {
  passed: 'ran',
  failed: 'failed',
  skipped: 'not run',
  blocked: 'not judged',
}

/** One page that needs nothing else: no script, no font, no address. */
export const html: ReportFormat = {
  id: 'html',
  says: 'one self-contained page, to keep as an artifact or to open in a browser',
  render: (result) => {
    const { mood, text } = headlineOf(result)
    return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(text)} · matview-check</title>
<style>${STYLE}</style>
</head>
<body>
<header class="${mood}">
<h1>${escaped(text)}</h1>
${counts(result)}
</header>
<main>
${remarks(result)}
${groupsOf(result)
  .map((group) => section(group, result))
  .join('\n')}
${pictureHtml(result)}
${inventoryHtml(result)}
${table(result)}
</main>
${footer(result)}
</body>
</html>
`
  },
}

function counts(result: CheckResult): string {
  const found = SEVERITIES.filter((severity) => result.counts[severity] > 0)
  const clean = cleanOf(result).length
  const items = [
    ...found.map((severity) => `<li class="${severity}">${many(result.counts[severity], severity)}</li>`),
    ...(clean === 0 ? [] : [`<li class="good">${many(clean, 'clean migration')}</li>`]),
  ]
  return items.length === 0 ? '' : `<ul class="counts">${items.join('')}</ul>`
}

function remarks(result: CheckResult): string {
  const { missing, blocked, applied, walk, ignores } = sentencesOf(result)
  return [...missing, ...[blocked, walk, applied].filter((one) => one !== null), ...ignores]
    .map((one) => `<p>${proseHtml(one.replace(', see above', ', see below'))}</p>`)
    .join('\n')
}

function section({ id, message, file, findings }: Group, result: CheckResult): string {
  const name = id === null ? 'The history as a whole' : `<code>${escaped(id)}</code> ${escaped(message)}`
  return `<section>
<h2>${name}</h2>
${file === null ? '' : `<p class="file">${escaped(file)}</p>`}
${findings.map((finding) => findingHtml(finding, result)).join('\n')}
</section>`
}

function table(result: CheckResult): string {
  const checked = checkedOf(result)
  if (checked.length === 0) return ''
  const worst = worstOf(result)
  const open = checked.length <= 20 ? ' open' : ''
  return `<details${open}>
<summary>${many(checked.length, 'checked migration')}</summary>
<div class="scroll"><table>
<thead><tr><th></th><th>Migration</th><th></th><th>Up</th><th>Down</th><th>Up again</th><th>Time</th></tr></thead>
<tbody>
${checked.map((revision) => row(revision, worst.get(revision.id))).join('\n')}
</tbody>
</table></div>
</details>`
}

function row({ id, message, legs }: RevisionResult, severity: Severity | undefined): string {
  const status = (name: string): string => {
    const leg = legs.find((one) => one.leg === name)
    if (leg === undefined) return '<td></td>'
    return `<td${leg.status === 'failed' ? ' class="bad"' : ''}>${STATUS_WORDS[leg.status]}</td>`
  }
  const judged = legs.every((leg) => leg.status === 'passed')
  const tone = severity ?? (judged ? 'good' : 'notice')
  const mark =
    severity === undefined ? (judged ? '✓' : '–') : { error: '✗', warning: '!', notice: 'i' }[severity]
  const time = duration(legs.reduce((sum, { milliseconds }) => sum + milliseconds, 0))
  return `<tr class="${tone}"><td>${mark}</td><td><code>${escaped(id)}</code></td><td>${escaped(message)}</td>${status('upgrade')}${status('downgrade')}${status('reupgrade')}<td>${time}</td></tr>`
}

function footer(result: CheckResult): string {
  const lines = environmentsOf(result).map((one) => escaped(versionsOf(one).join(' · ')))
  const shard = result.shard === null ? '' : ` · shard ${result.shard.index} of ${result.shard.total}`
  return `<footer>${[...lines, `${escaped(result.config)} · ${duration(result.milliseconds)}${shard}`].join('<br>')}</footer>`
}
