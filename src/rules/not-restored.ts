import { differencesOf, findingObject } from './changes.js'
import { childrenHint } from './hints.js'
import type { Rule } from './rule.js'
import { notUndone } from './undone.js'
import { named, withChildren } from './words.js'

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
        help:
          'Code of the former release, which a downgrade is meant to serve, will not find it. Create it again in ' +
          `\`downgrade()\` as it stood before this revision.${childrenHint(change)}`,
      })),
}
