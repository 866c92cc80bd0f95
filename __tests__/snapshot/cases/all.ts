import { attached } from './attached.js'
import { base } from './base.js'
import type { SnapshotCase, Topic } from './case.js'
import { database } from './database.js'
import { extension } from './extension.js'
import { outside } from './outside.js'
import { tables } from './tables.js'

/** In an order in which each topic's setup finds what it stands on. */
const TOPICS: readonly Topic[] = [base, tables, attached, outside, database, extension]

/** Two objects of every kind, so that a reader who gives both the same properties is found out. */
export const SETUP = TOPICS.map(({ setup }) => setup).join('\n')

export const TEARDOWN = `${TOPICS.map(({ teardown = '' }) => teardown).join('')}
drop owned by mvc_reader_a, mvc_reader_b cascade; drop role mvc_reader_a; drop role mvc_reader_b`

export const CASES: readonly SnapshotCase[] = TOPICS.flatMap(({ cases }) => cases)
