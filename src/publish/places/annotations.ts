import { error, notice, warning, type AnnotationProperties } from '@actions/core'
import type { Annotation } from '../../report/annotations.js'
import type { Place } from '../place.js'

const print = { error, warning, notice }

/** Messages on the lines of the migrations, in the pull request's files and in the run's page. */
export const annotations: Place = {
  id: 'annotations',
  publish: async (publication) => {
    for (const annotation of publication.annotations) {
      print[annotation.severity](annotation.message, properties(annotation))
    }
    return {}
  },
}

function properties(annotation: Annotation): AnnotationProperties {
  return {
    title: annotation.title,
    ...(annotation.file === null ? {} : { file: annotation.file }),
    ...(annotation.line === null ? {} : { startLine: annotation.line }),
    ...(annotation.endLine === null ? {} : { endLine: annotation.endLine }),
  }
}
