import type { ReportFormat } from '../format.js'
import { html } from './html.js'
import { json } from './json.js'
import { junit } from './junit.js'
import { markdown } from './markdown.js'
import { sarif } from './sarif.js'

/** Every report that can be written to a file, in the order in which `--help` lists them. */
export const FORMATS: readonly ReportFormat[] = [json, markdown, junit, sarif, html]
