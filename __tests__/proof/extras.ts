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
import type { Extra, Thing } from './model.js'
import type { Place } from './thing.js'

/** What needs a kind of object that a snapshot may not hold yet. */
const NEEDS_KIND: ReadonlyMap<Maker, string> = new Map([
  [policy, 'policy'],
  [rule, 'rule'],
  [statistics, 'statistics'],
])

const MAKERS: readonly Maker[] = [
  ...[
    comment,
    comment,
    columnComment,
    grant,
    grant,
    columnGrant,
    owner,
    index,
    index,
    index,
    index,
    unnamedIndex,
  ],
  ...[
    onIndex,
    constraint,
    constraint,
    column,
    column,
    columnSetting,
    option,
    option,
    refresh,
    refresh,
    trigger,
  ],
  ...[onTrigger, policy, rule, statistics, sequenceDefault],
]

/** An extra that the thing does not have yet; null where the choice does not fit it. */
export function newExtra(place: Place, thing: Thing, tracked: ReadonlySet<string>): Extra | null {
  const maker = place.random.pick(MAKERS)
  const kind = NEEDS_KIND.get(maker)
  if (kind !== undefined && ![...tracked].some((one) => one.startsWith(kind))) return null
  const made = maker(place, thing)
  if (made === null || thing.extras.some(({ key }) => key === made.key)) return null
  return { ...made, branch: place.branch }
}
