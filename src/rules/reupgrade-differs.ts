import { isMinor, type Change } from '../model/change.js'
import { differencesOf, findingObject, keysIn, roots, without } from './changes.js'
import type { Rule } from './rule.js'
import { isNoop } from './undone.js'
import { aKind, named, properties, withChildren } from './words.js'

export const reupgradeDiffers: Rule = {
  id: 'reupgrade-differs',
  severity: 'error',
  says: 'a second upgrade, after the downgrade, does not give what the first one gave',
  revision: (evidence) => {
    if (isNoop(evidence) || evidence.irreversible !== null) return []
    const told = keysIn(evidence.notUndone ?? [])
    return roots(without(evidence.notRepeated ?? [], told)).map((change) => ({
      leg: 'reupgrade',
      object: findingObject(change.object),
      message: `after upgrade, downgrade and upgrade again, ${sentence(change)}`,
      differences:
        change.type === 'replaced'
          ? [{ property: 'kind', old: change.before.kind, new: change.object.kind }, ...differencesOf(change)]
          : differencesOf(change),
      help:
        'A migration that is applied, taken back and applied again must end in the same schema. Usual causes: a name ' +
        'that PostgreSQL chooses because none is given, or a statement that depends on what happens to stand in the ' +
        'database. Name every index and constraint, and write out in full what the upgrade makes.',
      ...(isMinor(change) ? { severity: 'notice' as const } : {}),
    }))
  },
}

function sentence(change: Change): string {
  switch (change.type) {
    case 'added':
      return `there is ${aKind(named(change.object))}${withChildren(change)} that the first upgrade did not give`
    case 'removed':
      return `${named(change.object)}${withChildren(change)} is missing`
    case 'replaced':
      return `${named(change.before)} is ${aKind(change.object.kind)}`
    case 'altered':
      return `${named(change.object)} is not the same: other ${properties(differencesOf(change))}`
  }
}
