import type { ReportFormat } from '../format.js'
import { knownOnly } from '../known.js'
import { RESULT_SCHEMA } from '../schema.js'

/** The result file: what `matview-check report` reads. Keys stand in the schema's order. */
export const json: ReportFormat = {
  id: 'json',
  says: 'the result file, which `matview-check report` reads again and merges',
  render: (result) => `${JSON.stringify(knownOnly(result, RESULT_SCHEMA), null, 2)}\n`,
}
