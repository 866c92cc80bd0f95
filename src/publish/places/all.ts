import type { Place } from '../place.js'
import { annotations } from './annotations.js'
import { comment } from './comment.js'
import { reportFiles } from './files.js'
import { summary } from './summary.js'

/** Every place that the Action publishes to, in the order in which it does; the ones that need no network first. */
export const allPlaces: readonly Place[] = [reportFiles, annotations, summary, comment]
