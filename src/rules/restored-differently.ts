import { isMinor } from '../model/change.js'
import { differencesOf, findingObject } from './changes.js'
import { hintsFor, minorHints } from './hints.js'
import type { Draft, Rule } from './rule.js'
import { notUndone } from './undone.js'
import { named, properties } from './words.js'

export const restoredDifferently: Rule = {
  id: 'restored-differently',
  severity: 'error',
  says: 'an object is back after the downgrade, but not as it stood before the upgrade',
  revision: (evidence) =>
    notUndone(evidence).flatMap((change): readonly Draft[] => {
      if (change.type !== 'altered') return []
      const differences = differencesOf(change)
      const what = properties(differences)
      const draft = { leg: 'downgrade', object: findingObject(change.object), differences } as const
      if (isMinor(change))
        return [
          {
            ...draft,
            severity: 'notice',
            message: `${named(change.object)} comes back with another ${what}, which is only a notice`,
            help: minorHints(change),
          },
        ]
      return [
        {
          ...draft,
          message: `${named(change.object)} is not restored as it was: ${what} ${differences.length === 1 && !/^\w+s$/.test(what) ? 'differs' : 'differ'}`,
          help: hintsFor(change),
        },
      ]
    }),
}
