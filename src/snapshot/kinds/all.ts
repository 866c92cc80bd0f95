import type { Kind } from '../kind.js'
import { column } from './column.js'
import { constraint } from './constraint.js'
import { extension } from './extension.js'
import { routine } from './function.js'
import { index } from './index.js'
import { materializedView } from './materialized-view.js'
import { schema } from './schema.js'
import { sequence } from './sequence.js'
import { table } from './table.js'
import { trigger } from './trigger.js'
import { type } from './type.js'
import { view } from './view.js'

/** Every kind of object that a snapshot holds. */
export const KINDS: readonly Kind[] = [
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
]
