import { cascadeDropped } from './cascade-dropped.js'
import { danglingRefresh } from './dangling-refresh.js'
import { dataLost } from './data-lost.js'
import { downgradeFails } from './downgrade-fails.js'
import { fullWalkFails } from './full-walk-fails.js'
import { halfApplied } from './half-applied.js'
import { indexLostOnRedefine } from './index-lost-on-redefine.js'
import { invalidIndex } from './invalid-index.js'
import { irreversible } from './irreversible.js'
import { kindChanged } from './kind-changed.js'
import { leftBehind } from './left-behind.js'
import { leftUnpopulated } from './left-unpopulated.js'
import { maskedByIfExists } from './masked-by-if-exists.js'
import { noopDowngrade } from './noop-downgrade.js'
import { notRestored } from './not-restored.js'
import { outlivesDatabase } from './outlives-database.js'
import { promisedButMissing } from './promised-but-missing.js'
import { refreshFails } from './refresh-fails.js'
import { refreshNotConcurrent } from './refresh-not-concurrent.js'
import { restoredDifferently } from './restored-differently.js'
import { reupgradeDiffers } from './reupgrade-differs.js'
import { reupgradeFails } from './reupgrade-fails.js'
import type { Rule } from './rule.js'
import { sessionDependent } from './session-dependent.js'
import { severalHeads } from './several-heads.js'
import { upgradeFails } from './upgrade-fails.js'

/** Every rule, in the order in which findings of one severity are told. */
export const RULES: readonly Rule[] = [
  upgradeFails,
  downgradeFails,
  halfApplied,
  noopDowngrade,
  leftBehind,
  notRestored,
  kindChanged,
  restoredDifferently,
  indexLostOnRedefine,
  cascadeDropped,
  promisedButMissing,
  maskedByIfExists,
  refreshNotConcurrent,
  danglingRefresh,
  invalidIndex,
  leftUnpopulated,
  outlivesDatabase,
  reupgradeFails,
  reupgradeDiffers,
  refreshFails,
  sessionDependent,
  dataLost,
  fullWalkFails,
  severalHeads,
  irreversible,
]
