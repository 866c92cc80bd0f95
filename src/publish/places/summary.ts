import { appendFile, stat } from 'node:fs/promises'
import type { Place } from '../place.js'

// The runner drops the whole summary of a step that is larger (actions/runner, CreateStepSummaryCommand.AttachmentSizeLimit).
const maxSummaryBytes = 1024 * 1024
// About what a report takes that only counts its findings.
const leastUsefulBytes = 16 * 1024
const pointer = 'The whole report is in the file that the input markdown names.'

/** The page of the run, for everyone who may read the repository. */
export const summary: Place = {
  id: 'job summary',
  publish: async (publication, { env, log }) => {
    const file = env['GITHUB_STEP_SUMMARY']
    if (!file) return {}
    const used = (await stat(file).catch(() => null))?.size ?? 0
    // What another tool wrote before may end within a line, where Markdown sees no heading.
    const gap = used > 0 ? '\n\n' : ''
    const free = maxSummaryBytes - used - gap.length - 1
    if (free < leastUsefulBytes) {
      log.warning('The job summary is full, so the report was left out of it; it is in the report files.')
      return {}
    }
    await appendFile(file, `${gap}${publication.markdown(free, pointer)}\n`)
    return {}
  },
}
