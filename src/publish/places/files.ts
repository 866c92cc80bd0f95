import { writeReport } from '../files.js'
import type { Outputs, Place } from '../place.js'

/** The reports that were asked for, as files. Outputs `json-path` and `markdown-path`. */
export const reportFiles: Place = {
  id: 'report files',
  publish: async ({ reports }, job) => {
    let outputs: Outputs = {}
    for (const { format, path, text } of reports) {
      try {
        await writeReport(format, path, text)
        if (format === 'json') outputs = { ...outputs, 'json-path': path }
        if (format === 'markdown') outputs = { ...outputs, 'markdown-path': path }
      } catch (error) {
        job.log.warning(error instanceof Error ? error.message : String(error))
      }
    }
    return outputs
  },
}
