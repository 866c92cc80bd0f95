import type { CatalogObject } from '../model/catalog.js'
import type { Change } from '../model/change.js'
import type { LegEvidence, RevisionEvidence } from '../model/evidence.js'
import { mayBeShared } from '../model/intent.js'
import { names, wordPattern } from '../model/sql.js'
import type { Statement } from '../model/step.js'
import { differencesOf, findingObject } from './changes.js'
import { statementMaking } from './locate.js'
import type { Rule } from './rule.js'
import { notUndone } from './undone.js'
import { named, withChildren } from './words.js'
import { renaming } from './written.js'

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
        ...(mayBeShared(change.object, evidence.legs.upgrade.intents)
          ? SHARED
          : { help: help(change, evidence) }),
      })),
}

/** What others may use is not the downgrade's to drop. */
const SHARED = {
  severity: 'warning',
  help:
    '`IF NOT EXISTS` makes it only where it is missing: a database may have had it before, and a `DROP EXTENSION` in `downgrade()` would ' +
    'take it from others. Make it outside the migrations and say so with `--setup-sql`, or leave it on purpose with ' +
    '`# matview-check: ignore[left-behind] why`.',
} as const

function help({ object }: Change, { legs }: RevisionEvidence): string {
  const { upgrade, downgrade, reupgrade } = legs
  const taken =
    reupgrade.error !== null && names(reupgrade.error.message, object.name)
      ? ', and the next upgrade fails because the name is taken'
      : ''
  const renamed = renaming(object, upgrade, 'to')
  const guarded = downgrade.intents.all.some(
    ({ act, kind, conditional }) => act === 'drop' && kind === object.kind && conditional,
  )
  const maker = makerOf(object, downgrade)
  if (maker !== undefined)
    return `The downgrade itself makes it${maker.line === null ? '' : ` on line ${maker.line}`}, though nothing of this name stood before the upgrade${taken}. Where it is to bring back what stood there, give it the name that it had.`
  const mend =
    renamed === undefined
      ? `Drop ${named(object)} in \`downgrade()\`${guarded ? ', under exactly this name: `IF EXISTS` hides a misspelt one' : ''}.`
      : `The upgrade gives it this name: rename it back to \`${renamed.target.name}\` in \`downgrade()\`.`
  return `After this downgrade the schema is not the one that the revision before it describes${taken}. ${mend}`
}

/** What in the leg makes the object; of constraints only their statements tell. */
function makerOf(object: CatalogObject, leg: LegEvidence): Statement | undefined {
  if (object.kind !== 'constraint') return statementMaking(object, leg)
  const adds = new RegExp(`\\badd\\s+constraint\\s+"?${wordPattern(object.name)}`, 'i')
  return leg.statements.findLast(({ sql }) => adds.test(sql))
}
