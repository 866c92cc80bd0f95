import { CODE } from './code.js'
import { CONSTRAINTS } from './constraints.js'
import { EVERYWHERE } from './everywhere.js'
import { OUTSIDE } from './outside.js'
import type { Pair } from './pair.js'
import { TABLES } from './tables.js'
import { VIEWS } from './views.js'

/** Every pair that pg_dump judges. */
export const PAIRS: readonly Pair[] = [
  ...TABLES,
  ...CONSTRAINTS,
  ...VIEWS,
  ...CODE,
  ...OUTSIDE,
  ...EVERYWHERE,
]
