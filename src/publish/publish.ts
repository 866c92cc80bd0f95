import type { Job, Outputs, Place, Publication } from './place.js'

/**
 * Brings a publication to each place in turn and gives the outputs of all. A place that fails costs a warning and
 * nothing else. Never throws.
 */
export async function publish(
  places: readonly Place[],
  publication: Publication,
  job: Job,
): Promise<Outputs> {
  const outputs: Outputs = {}
  for (const place of places) {
    try {
      Object.assign(outputs, await place.publish(publication, job))
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      job.log.warning(`The ${place.id} could not be published; the verdict stands. ${reason}`)
    }
  }
  return outputs
}
