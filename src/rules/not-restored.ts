import type { Removed } from '../model/change.js'
import type { RevisionEvidence } from '../model/evidence.js'
import { differencesOf, findingObject } from './changes.js'
import { childrenHint } from './hints.js'
import { leftAlone } from './left-alone.js'
import type { Rule } from './rule.js'
import { notUndone } from './undone.js'
import { named, withChildren } from './words.js'
import { renaming } from './written.js'

export const notRestored: Rule = {
  id: 'not-restored',
  severity: 'error',
  says: 'an object that stood before the upgrade is missing after the downgrade',
  revision: (evidence) =>
    notUndone(evidence)
      .flatMap((change) => (change.type === 'removed' ? [change] : []))
      .sort((a, b) => a.object.oid - b.object.oid)
      .map((change) => ({
        leg: 'downgrade',
        object: findingObject(change.object),
        message: `${named(change.object)} stood before the upgrade and is missing after the downgrade${withChildren(change, ',')}`,
        differences: differencesOf(change),
        help: `Code of the former release, which a downgrade is meant to serve, will not find it. ${mend(change, evidence)}`,
      })),
}

function mend(change: Removed, evidence: RevisionEvidence): string {
  const renamed = renaming(change.object, evidence.legs.upgrade, 'from')
  if (typeof renamed?.becomes === 'string')
    return `The upgrade renames it to \`${renamed.becomes}\`: give it its name back in \`downgrade()\`.`
  return leftAlone(change.object, evidence)
    ? 'The upgrade made nothing of it and changed nothing of it, so the downgrade must not drop it: take that statement out. What makes ' +
        'something only where it is missing needs a downgrade that leaves alone what was there before. Only where the statement must stay ' +
        'is it to be made again.'
    : `Create it again in \`downgrade()\` as it stood before this revision.${childrenHint(change)}`
}
