import type { Option, OptionGroup } from './option.js'
import { PROJECT } from './project.js'
import { REPORTS } from './reports.js'
import { SELECTION } from './selection.js'
import { SERVER } from './server.js'
import { TALK } from './talk.js'
import { VERDICT } from './verdict.js'

/**
 * The one table of options, in the order of `--help`. action.yml, `--help` and the README's tables are generated from
 * it, and both surfaces are read by it.
 */
export const OPTION_GROUPS = [
  { title: 'Project', options: PROJECT },
  { title: 'PostgreSQL', options: SERVER },
  { title: 'Revisions', options: SELECTION },
  { title: 'Verdict', options: VERDICT },
  { title: 'Report files (- for standard output)', options: REPORTS },
  { title: 'Messages', options: TALK },
] as const satisfies readonly OptionGroup[]

/** All options of both surfaces. */
export const OPTIONS: readonly Option[] = OPTION_GROUPS.flatMap((group): readonly Option[] => group.options)

/** The names that the code may ask for. */
export type OptionName = (typeof OPTION_GROUPS)[number]['options'][number]['name']

/** The formats of the report files, as the report stage names them. */
export const REPORT_FORMATS = REPORTS.map((option) => option.name)

/** Options of one surface, in the table's order. */
export function optionsOf(surface: 'cli' | 'action'): readonly Option[] {
  return OPTIONS.filter((option) => option.where === surface || option.where === 'both')
}
