import type { Change } from '../model/change.js'
import type { RevisionEvidence } from '../model/evidence.js'
import { names } from '../model/sql.js'
import { roots } from './changes.js'
import { failureDrafts } from './failure.js'
import type { Rule } from './rule.js'
import { isNoop } from './undone.js'
import { aKind, listed, named } from './words.js'

export const reupgradeFails: Rule = {
  id: 'reupgrade-fails',
  severity: 'error',
  says: 'the upgrade raises an error when it is run again after the downgrade',
  revision: (evidence, past) =>
    isNoop(evidence) || evidence.irreversible !== null
      ? []
      : failureDrafts(evidence, 'reupgrade', past, consequence(evidence)),
}

/** duplicate table, object, function, schema, column */
const EXISTS = new Set(['42P07', '42710', '42723', '42P06', '42701'])

/** What the downgrade did wrong, as the cause: what the error names, or whatever was left when something already exists. */
function consequence({ legs, notUndone }: RevisionEvidence): string | undefined {
  const { error } = legs.reupgrade
  if (error === null) return undefined
  const wrong = roots(notUndone)
  const mentioned = wrong.filter(({ object }) => names(error.message, object.name))
  const left = wrong.filter(({ type }) => type === 'added')
  const causes = mentioned.length > 0 || !EXISTS.has(error.sqlstate ?? '') ? mentioned : left
  if (causes.length === 0) return undefined
  return (
    `It is a consequence of the downgrade, which ${listed(causes.map(did))}. Mend that; \`IF EXISTS\` or ` +
    '`IF NOT EXISTS` in the upgrade would only hide it.'
  )
}

function did(change: Change): string {
  switch (change.type) {
    case 'added':
      return `left ${named(change.object)} behind`
    case 'removed':
      return `did not bring ${named(change.object)} back`
    case 'replaced':
      return `made ${named(change.before)} ${aKind(change.object.kind)}`
    case 'altered':
      return `brought ${named(change.object)} back differently`
  }
}
