import type { Option } from './option.js'

const FILE = {
  type: 'text',
  placeholder: 'FILE',
  default: null,
  otherwise: 'none',
  where: 'both',
  commands: ['check', 'report'],
} as const

/** Report files; each option is named as its format. */
export const REPORTS = [
  { name: 'json', sentence: 'Write the result file, which `matview-check report` reads again.', ...FILE },
  { name: 'markdown', sentence: 'Write the report as Markdown.', ...FILE },
  { name: 'junit', sentence: 'Write the report as JUnit XML, for test viewers.', ...FILE },
  { name: 'sarif', sentence: 'Write the report as SARIF, for code scanning.', ...FILE },
  { name: 'html', sentence: 'Write the report as one HTML page.', ...FILE },
] as const satisfies readonly Option[]
