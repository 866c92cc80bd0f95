import type { ReportFormat } from '../format.js'
import { renderMarkdown } from '../markdown.js'

export const markdown: ReportFormat = {
  id: 'markdown',
  says: "the report in GitHub's Markdown, as the comment shows it, with nothing left out",
  render: (result) => renderMarkdown(result),
}
