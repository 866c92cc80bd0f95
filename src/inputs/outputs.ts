/** What the Action hands to later steps, in the order of action.yml. */
export const OUTPUTS = [
  { name: 'result', sentence: '`passed` or `failed`; `error` when the check could not be made.' },
  { name: 'errors', sentence: 'Number of findings with severity error.' },
  { name: 'warnings', sentence: 'Number of findings with severity warning.' },
  { name: 'notices', sentence: 'Number of findings with severity notice.' },
  { name: 'checked-revisions', sentence: 'Number of revisions run up, down and up again.' },
  { name: 'json-path', sentence: 'Path of the result file; empty without the input json.' },
  { name: 'markdown-path', sentence: 'Path of the Markdown report; empty without the input markdown.' },
  { name: 'comment-url', sentence: 'Address of the comment on the pull request; empty without one.' },
] as const

/** The names under which the Action may set an output. */
export type OutputName = (typeof OUTPUTS)[number]['name']
