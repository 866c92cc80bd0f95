import { isMinor, type Change } from '../model/change.js'
import type { RevisionEvidence } from '../model/evidence.js'
import { mayBeShared } from '../model/intent.js'
import { asDifferences, differencesOf, findingObject, roots } from './changes.js'
import type { Draft, Rule } from './rule.js'
import { isNoop } from './undone.js'
import { aKind, listed, named } from './words.js'

export const noopDowngrade: Rule = {
  id: 'noop-downgrade',
  severity: 'error',
  says: 'the downgrade is empty although the upgrade changes the schema',
  revision: (evidence) => {
    if (!isNoop(evidence)) return []
    const changes = roots(evidence.upgraded)
    const [only] = changes
    const missing = evidence.revision.downgradeShape === 'missing'
    return [
      {
        leg: 'downgrade',
        ...(changes.length === 1 && only !== undefined ? { object: findingObject(only.object) } : {}),
        message: `the downgrade is ${missing ? 'missing' : 'empty'} although the upgrade ${listed(changes.map(did))}`,
        differences: changes.flatMap((change) =>
          change.type === 'altered' && changes.length === 1 ? differencesOf(change) : asDifferences(change),
        ),
        help:
          'Alembic will say that it went down while everything stays as the upgrade left it. Write the inverse of each statement in ' +
          '`downgrade()`, last one first. If there is no way back, say so: ' +
          '`raise NotImplementedError("why")`, or a comment `# matview-check: irreversible why`.',
        ...mildly(changes, evidence),
      },
    ]
  },
}

/** What others may use need not go; what is worth a notice only need not either. */
function mildly(changes: readonly Change[], { legs }: RevisionEvidence): Pick<Draft, 'severity'> {
  const worth = changes.filter((change) => !isMinor(change))
  if (worth.length === 0) return { severity: 'notice' }
  const { intents } = legs.upgrade
  const shared = worth.every(({ type, object }) => type === 'added' && mayBeShared(object, intents))
  return shared ? { severity: 'warning' } : {}
}

function did(change: Change): string {
  switch (change.type) {
    case 'added':
      return `makes ${named(change.object)}`
    case 'removed':
      return `drops ${named(change.object)}`
    case 'replaced':
      return `makes ${named(change.before)} ${aKind(change.object.kind)}`
    case 'altered':
      return `changes ${named(change.object)}`
  }
}
