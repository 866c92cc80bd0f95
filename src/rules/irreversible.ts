import type { Rule } from './rule.js'

export const irreversible: Rule = {
  id: 'irreversible',
  severity: 'notice',
  says: 'the downgrade declares itself one-way, so that only the upgrade was checked',
  revision: ({ irreversible: reason, revision }) =>
    reason === null
      ? []
      : [
          {
            leg: 'downgrade',
            message: `revision ${revision.id} declares itself one-way${reason === '' ? '' : `: ${reason}`}`,
            help:
              'Nothing of its downgrade was judged, and the full walk turns round here. A deployment that has passed ' +
              'this revision can go back only to a backup.',
          },
        ],
}
