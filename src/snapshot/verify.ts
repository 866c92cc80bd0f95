import type { Snapshot } from '../model/catalog.js'
import { InternalError } from '../model/errors.js'

/** The environment variable with which every snapshot is proven equal to one that reads everything anew. */
export const VERIFY = 'MATVIEW_CHECK_VERIFY_SNAPSHOTS'

/** True when it is set. */
export const isToBeVerified = (): boolean => Boolean(process.env[VERIFY])

/**
 * Holds an incremental snapshot against a full one. What belongs to the whole server is left out: others may change it in between.
 * @throws InternalError that names the first object on which they do not agree
 */
export function mustBeEqual({ objects: known }: Snapshot, { objects: fresh }: Snapshot): void {
  for (const key of new Set([...known.keys(), ...fresh.keys()]))
    if (JSON.stringify(known.get(key)) !== JSON.stringify(fresh.get(key)))
      throw new InternalError(
        `The incremental snapshot is not the full one: ${key} was read as ${JSON.stringify(known.get(key))} ` +
          `and is ${JSON.stringify(fresh.get(key))}.`,
      )
}
