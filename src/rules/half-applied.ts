import type { HalfApplied, LegEvidence } from '../model/evidence.js'
import { asDifferences, findingObject, roots } from './changes.js'
import type { Rule } from './rule.js'
import { listed, named } from './words.js'

export const halfApplied: Rule = {
  id: 'half-applied',
  severity: 'error',
  says: 'a leg that failed left part of its work behind, since it was not all in one transaction',
  revision: ({ halfApplied: half, legs, data }) => {
    // What only generated rows provoke is told as such.
    if (!half || data?.provoked?.leg === half.leg) return []
    const { leg, changes } = half
    const left = roots(changes)
    const [only] = left
    return [
      {
        leg,
        ...(left.length === 1 && only !== undefined ? { object: findingObject(only.object) } : {}),
        message: `the ${leg === 'reupgrade' ? 'second upgrade' : leg} failed and left ${listed(left.map((change) => named(change.object)))} ${left.every(({ type }) => type === 'added') ? 'behind' : 'changed'}`,
        differences: left.flatMap(asDifferences),
        help: help(half, legs[leg]),
      },
    ]
  },
}

function help({ leg, retryPasses }: HalfApplied, { intents }: LegEvidence): string {
  const isInvalid = intents.all.some(({ act, concurrently }) => act === 'create' && concurrently)
  const cause =
    'Part of it ran outside the transaction (in an `autocommit_block()`, or after a `COMMIT`), so the failure could not take that back.'
  const retry = retryPasses
    ? 'Run once more it passes.'
    : 'Run once more it fails again, so a deployment that meets this has to be mended by hand.'
  const advice =
    `Put what needs no transaction into a revision of its own, one statement in each, and begin that ${leg === 'downgrade' ? 'downgrade' : 'upgrade'} with ` +
    `what a failed try leaves${isInvalid ? ': `DROP INDEX IF EXISTS …`, since a concurrent build that failed leaves an invalid index' : ''}.`
  return `${cause} The revision is not stamped. ${retry} ${advice}`
}
