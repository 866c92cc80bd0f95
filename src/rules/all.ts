import { downgradeFails } from './downgrade-fails.js'
import { fullWalkFails } from './full-walk-fails.js'
import { irreversible } from './irreversible.js'
import { kindChanged } from './kind-changed.js'
import { leftBehind } from './left-behind.js'
import { noopDowngrade } from './noop-downgrade.js'
import { notRestored } from './not-restored.js'
import { outlivesDatabase } from './outlives-database.js'
import { restoredDifferently } from './restored-differently.js'
import { reupgradeDiffers } from './reupgrade-differs.js'
import { reupgradeFails } from './reupgrade-fails.js'
import type { Rule } from './rule.js'
import { upgradeFails } from './upgrade-fails.js'

/** Every rule, in the order in which findings of one severity are told. */
export const RULES: readonly Rule[] = [
  upgradeFails,
  downgradeFails,
  noopDowngrade,
  leftBehind,
  notRestored,
  kindChanged,
  restoredDifferently,
  outlivesDatabase,
  reupgradeFails,
  reupgradeDiffers,
  fullWalkFails,
  irreversible,
]
