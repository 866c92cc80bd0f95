import { objectKey, type CatalogObject } from '../model/catalog.js'
import type { Loss } from '../model/data.js'
import type { RevisionEvidence } from '../model/evidence.js'
import { mayMean } from '../model/intent.js'
import { objectsOn } from '../model/object-index.js'
import { names } from '../model/sql.js'
import type { Leg, Statement } from '../model/step.js'
import { findingObject } from './changes.js'
import { at } from './locate.js'
import type { Draft, Rule } from './rule.js'
import { listed, named } from './words.js'

export const dataLost: Rule = {
  id: 'data-lost',
  severity: 'warning',
  says: 'rows that stood before the upgrade are gone or changed after the downgrade, or after the second upgrade',
  revision: (evidence) => (evidence.data?.losses ?? []).flatMap((loss) => drafts(loss, evidence)),
}

function drafts(loss: Loss, evidence: RevisionEvidence): readonly Draft[] {
  const { before, after, legs } = evidence
  const table = before?.objects.get(loss.table)
  if (table === undefined) return []
  const about = { leg: loss.leg, object: findingObject(table), ...writtenAt(table, loss.leg, evidence) }
  const lives = { help: [LIVES, ...onlyWhatWasDone(table, evidence)].join(' ') }
  if (loss.after < loss.before) {
    // A table that is made again is another one.
    const dropped = after !== null && after.objects.get(loss.table)?.oid !== table.oid
    return [
      {
        ...about,
        message: `${named(table)} held ${rows(loss.before)} before the upgrade and ${MOMENT[loss.leg]} holds ${loss.after === 0 ? 'none' : rows(loss.after)}`,
        ...(dropped ? DROPPED : lives),
      },
    ]
  }
  const dropped = new Set(
    legs.upgrade.intents.all.flatMap(({ act, kind, target, on }) =>
      act === 'drop' && kind === 'column' && on !== null && mayMean(on, table) ? [target.name] : [],
    ),
  )
  const isThere = (column: string): boolean =>
    (after?.objects.has(objectKey('column', identityOf(table, column, before))) ?? true) &&
    !dropped.has(column)
  const living = loss.columns.filter(isThere)
  const lost = living.filter((column) => !loss.now.includes(column))
  const [columns, worth] =
    lost.length > 0 ? [lost, lives] : living.length > 0 ? [living, CHANGED] : [loss.columns, DROPPED]
  const one = columns.length === 1
  const message = `${one ? 'column' : 'columns'} ${listed(columns)} of ${named(table)} ${MOMENT[loss.leg]} no longer ${one ? 'holds' : 'hold'} the values from before the upgrade`
  return [{ ...about, message, ...worth }]
}

/** Takes rows away or writes over them. */
const OVERWRITES = /^\s*(?:with|update|delete|truncate|merge)\b/i

/** The last statement of the leg that may have lost rows of the table, where there is one. */
function writtenAt(
  table: CatalogObject,
  leg: Leg,
  { legs, revision }: RevisionEvidence,
): Pick<Draft, 'location'> {
  const line = legs[leg].statements.findLast((one) => overwrites(one, table))?.line ?? null
  return line === null ? {} : { location: at(revision, line) }
}

function overwrites({ sql }: Statement, { name }: CatalogObject): boolean {
  return OVERWRITES.test(sql) && names(sql, name)
}

/** What to heed where the downgrade itself writes over rows. */
function onlyWhatWasDone(
  table: CatalogObject,
  { legs: { upgrade, downgrade } }: RevisionEvidence,
): readonly string[] {
  if (!downgrade.statements.some((one) => overwrites(one, table))) return []
  return [
    upgrade.statements.some((one) => overwrites(one, table))
      ? '`downgrade()` must give each row its own former value, and leave those alone that `upgrade()` did not write.'
      : 'It is `downgrade()` that deletes or overwrites them: let its `WHERE` take no row but those that `upgrade()` inserted.',
  ]
}

const MOMENT = { downgrade: 'after the downgrade', reupgrade: 'after the second upgrade' }

const LIVES =
  'The table lives through this revision, so whoever goes back expects its rows as they were. Keep what `upgrade()` overwrites or ' +
  'deletes, in a column or table of its own, until a later release, and give it back in `downgrade()`; or say that there is no way ' +
  'back with `# matview-check: irreversible why`.'

const CHANGED = {
  severity: 'notice',
  help:
    'It holds the moment of the change instead, as a trigger or `= now()` gives it to each row that is written. That is as it should be ' +
    'in a column which tells when a row was last changed; any other must get its values back in `downgrade()`.',
} as const

const DROPPED = {
  severity: 'notice',
  help:
    'The upgrade drops it, and a downgrade can bring back its shape, not its contents. Where they may be needed again, rename it ' +
    'first and drop it in a later release.',
} as const

function rows(count: number): string {
  return count === 1 ? '1 row' : `${count} rows`
}

/** The identity of a column by its bare name, as the snapshot quotes it. */
function identityOf(table: CatalogObject, column: string, before: RevisionEvidence['before']): string {
  const standing = before === null ? [] : objectsOn(before, table)
  const found = standing.find(({ kind, name }) => kind === 'column' && name === column)
  return found?.identity ?? `${table.identity}.${column}`
}
