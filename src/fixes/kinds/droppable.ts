import type { Mender } from '../mender.js'

/** Kinds that migrations seldom make: what is left of them is taken away, what is gone is for the author to make again. */
export const droppable: Mender = {
  kinds: [
    'access method',
    'aggregate',
    'cast',
    'collation',
    'conversion',
    'event trigger',
    'foreign table',
    'foreign data wrapper',
    'language',
    'operator',
    'operator class',
    'operator family',
    'publication',
    'server',
    'text search configuration',
    'text search dictionary',
    'text search parser',
    'text search template',
    'transform',
    'user mapping',
  ],
  drop: ({ kind, identity }) => [`DROP ${kind.toUpperCase()} ${identity}`],
}
