import type { CheckResult } from '../model/result.js'
import { html, shorten } from './escape.js'
import { proseHtml } from './html-finding.js'
import { inventoryTable, type CellItem } from './inventory-table.js'
import { pictureOf, refreshOrder } from './picture.js'
import { svg } from './svg.js'

/** The dependency graph of the touched views and the order in which to refresh them; empty when none was touched. */
export function pictureHtml(result: CheckResult): string {
  const picture = pictureOf(result)
  if (picture === null) return ''
  const steps = refreshOrder(result).map(({ sql, because }) => {
    const why = because === null ? '' : `, not concurrently: ${proseHtml(because)}`
    return `<li><code>${html(sql)}</code>${why}</li>`
  })
  return `<section>
<h2>Materialized views</h2>
${typeof picture === 'string' ? `<p>${html(picture)}</p>` : `<div class="scroll">${svg(picture)}</div>`}
${steps.length === 0 ? '' : `<p class="label">To refresh, in this order</p>\n<ol>${steps.join('\n')}</ol>`}
</section>`
}

/** A table of all materialized views at the heads; empty when there is none. */
export function inventoryHtml({ materializedViews, findings }: CheckResult): string {
  const table = inventoryTable(materializedViews)
  if (table === null) return ''
  const tag = (name: string, cells: readonly string[]): string =>
    `<tr>${cells.map((cell, at) => `<${name}${table.columns[at]?.numbers ? ' class="number"' : ''}>${cell}</${name}>`).join('')}</tr>`
  return `<details${findings.length === 0 ? ' open' : ''}>
<summary>${html(table.title)}</summary>
<div class="scroll"><table class="views">
<thead>${tag(
    'th',
    table.columns.map(({ title }) => title),
  )}</thead>
<tbody>
${table.rows
  .map((cells) =>
    tag(
      'td',
      cells.map((items) => items.map(itemHtml).join(', ')),
    ),
  )
  .join('\n')}
</tbody>
</table></div>
</details>`
}

function itemHtml({ name, note }: CellItem): string {
  return [
    ...(name === undefined ? [] : [`<code>${html(shorten(name, 200))}</code>`]),
    ...(note === undefined ? [] : [proseHtml(note)]),
  ].join(' ')
}
