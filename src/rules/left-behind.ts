import { differencesOf, findingObject } from './changes.js'
import type { Rule } from './rule.js'
import { notUndone } from './undone.js'
import { named, withChildren } from './words.js'

export const leftBehind: Rule = {
  id: 'left-behind',
  severity: 'error',
  says: 'an object that the upgrade made is still there after the downgrade',
  revision: (evidence) =>
    notUndone(evidence)
      .flatMap((change) => (change.type === 'added' ? [change] : []))
      // The newest first: what was made later may stand on what was made earlier, so drops in this order work.
      .sort((a, b) => b.object.oid - a.object.oid)
      .map((change) => ({
        leg: 'downgrade',
        object: findingObject(change.object),
        message: `${named(change.object)} is still there after the downgrade${withChildren(change, ',')}`,
        differences: differencesOf(change),
        help:
          'After this downgrade the schema is not the one that the revision before it describes, and the next upgrade ' +
          `may fail because the name is taken. Drop ${named(change.object)} in \`downgrade()\`, under exactly this ` +
          'name: `IF EXISTS` hides a misspelt one.',
      })),
}
