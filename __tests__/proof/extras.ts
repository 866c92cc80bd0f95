import type { Maker } from './extras/draft.js'
import { comment, columnComment, grant, columnGrant, owner, option } from './extras/anything.js'
import { index, unnamedIndex, onIndex, statistics, refresh } from './extras/indexes.js'
import {
  constraint,
  column,
  columnSetting,
  trigger,
  onTrigger,
  policy,
  rule,
  sequenceDefault,
} from './extras/tables.js'
import { innerComment, seldom } from './extras/seldom.js'
import type { Extra, Thing } from './model.js'
import type { Place } from './thing.js'

/** What needs a kind of object that a snapshot may not hold yet. */
const NEEDS_KIND: ReadonlyMap<Maker, string> = new Map([
  [policy, 'policy'],
  [rule, 'rule'],
  [statistics, 'statistics'],
])

const WEIGHTS: readonly (readonly [weight: number, maker: Maker])[] = [
  [2, comment],
  [1, columnComment],
  [2, grant],
  [1, columnGrant],
  [1, owner],
  [4, index],
  [1, unnamedIndex],
  [1, onIndex],
  [2, constraint],
  [2, column],
  [1, columnSetting],
  [2, option],
  [2, refresh],
  [1, trigger],
  [1, onTrigger],
  [1, policy],
  [1, rule],
  [1, statistics],
  [1, sequenceDefault],
  [3, seldom],
  [2, innerComment],
]
const MAKERS = WEIGHTS.flatMap(([weight, maker]) => Array.from({ length: weight }, () => maker))

/** An extra that the thing does not have yet; null where the choice does not fit it. */
export function newExtra(place: Place, thing: Thing, tracked: ReadonlySet<string>): Extra | null {
  const maker = place.random.pick(MAKERS)
  const kind = NEEDS_KIND.get(maker)
  if (kind !== undefined && ![...tracked].some((one) => one.startsWith(kind))) return null
  const made = maker(place, thing)
  if (made === null || thing.extras.some(({ key }) => key === made.key)) return null
  return { ...made, branch: place.branch }
}
