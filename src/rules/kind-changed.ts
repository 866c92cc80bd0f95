import { differencesOf, findingObject } from './changes.js'
import type { Rule } from './rule.js'
import { notUndone } from './undone.js'
import { aKind, named } from './words.js'

export const kindChanged: Rule = {
  id: 'kind-changed',
  severity: 'error',
  says: 'the downgrade gives an object of another kind under the same name',
  revision: (evidence) =>
    notUndone(evidence)
      .flatMap((change) => (change.type === 'replaced' ? [change] : []))
      .map((change) => ({
        leg: 'downgrade',
        object: findingObject(change.before),
        message: `${named(change.before)} is ${aKind(change.object.kind)} after the downgrade`,
        differences: [
          { property: 'kind', old: change.before.kind, new: change.object.kind },
          ...differencesOf(change),
        ],
        help:
          `What works on ${aKind(change.before.kind)} fails on ${aKind(change.object.kind)}: \`REFRESH\`, indexes and \`DROP\` each ask for ` +
          `the right kind. In \`downgrade()\` drop the ${change.object.kind} and create the ${change.before.kind} again, ` +
          'with its indexes, comment and grants.',
      })),
}
