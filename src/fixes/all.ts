import { column } from './kinds/column.js'
import { constraint } from './kinds/constraint.js'
import { droppable } from './kinds/droppable.js'
import { extension } from './kinds/extension.js'
import { routine } from './kinds/function.js'
import { index } from './kinds/index.js'
import { materializedView } from './kinds/materialized-view.js'
import { policy } from './kinds/policy.js'
import { privileges } from './kinds/privileges.js'
import { rule } from './kinds/rule.js'
import { schema } from './kinds/schema.js'
import { sequence } from './kinds/sequence.js'
import { statistics } from './kinds/statistics.js'
import { table } from './kinds/table.js'
import { trigger } from './kinds/trigger.js'
import { type } from './kinds/type.js'
import { view } from './kinds/view.js'
import type { Mender } from './mender.js'

/** Every kind of object that a fix can mend; for others no fix is shown. */
export const MENDERS: readonly Mender[] = [
  schema,
  extension,
  type,
  routine,
  sequence,
  table,
  column,
  constraint,
  index,
  view,
  materializedView,
  trigger,
  rule,
  policy,
  statistics,
  privileges,
  droppable,
]
