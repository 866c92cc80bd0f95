import type { Change } from '../model/change.js'
import { saysToDo } from '../model/cluster-statement.js'
import type { ClusterEvidence, RevisionEvidence } from '../model/evidence.js'
import { differencesOf, findingObject, keyOf } from './changes.js'
import type { Draft, Rule } from './rule.js'
import { named, properties } from './words.js'

export const outlivesDatabase: Rule = {
  id: 'outlives-database',
  severity: 'error',
  says: 'a role, tablespace or other object that belongs to the whole server is not as it was after the downgrade',
  revision: (evidence) => {
    const { cluster, irreversible } = evidence
    if (!cluster || irreversible !== null) return []
    const ours = cluster.notUndone.filter((change) => isOurs(change, cluster, evidence))
    const whole = new Set(ours.filter(({ type }) => type !== 'altered').map(keyOf))
    return ours.filter((change) => !goesWith(change, whole)).map(draft)
  },
}

/**
 * Others change the server at the same time. A change is this revision's when the leg that last changed the object says so by name;
 * an object that came must be the one that the upgrade made.
 */
function isOurs(
  change: Change,
  { upgraded, downgraded }: ClusterEvidence,
  { legs }: RevisionEvidence,
): boolean {
  const find = (changes: readonly Change[]): Change | undefined =>
    changes.find((one) => keyOf(one) === keyOf(change))
  const [up, down] = [find(upgraded), find(downgraded)]
  const did = down ?? up
  if (did === undefined) return false
  const { statements } = down === undefined ? legs.upgrade : legs.downgrade
  return statements.some(({ sql }) => saysToDo(sql, did.type, did.object))
}

/** A membership comes and goes with either of its roles. */
function goesWith({ object }: Change, whole: ReadonlySet<string>): boolean {
  if (object.kind !== 'role membership') return false
  const quoted = (name: unknown): string =>
    /^[a-z_][a-z0-9_$]*$/.test(String(name)) ? String(name) : `"${String(name).replaceAll('"', '""')}"`
  return ['role', 'member'].some((side) => whole.has(`role ${quoted(object.properties[side])}`))
}

function draft(change: Change): Draft {
  const what = named(change.object)
  const told =
    change.type === 'added'
      ? `${what} is still there after the downgrade`
      : change.type === 'removed'
        ? `${what} is missing after the downgrade`
        : `${what} is not as it was after the downgrade (${properties(differencesOf(change))})`
  return {
    leg: 'downgrade',
    object: findingObject(change.object),
    message: told,
    differences: differencesOf(change),
    help:
      'It belongs to the whole server, not to one database: dropping the database does not undo it, and every other database ' +
      'of the server sees it. Undo it in `downgrade()`, or keep it out of migrations and set it up where the server is set up.',
  }
}
