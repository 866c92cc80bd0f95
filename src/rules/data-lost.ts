import { keyOfObject, objectKey, type CatalogObject } from '../model/catalog.js'
import type { Loss } from '../model/data.js'
import type { RevisionEvidence } from '../model/evidence.js'
import { findingObject } from './changes.js'
import type { Draft, Rule } from './rule.js'
import { listed, named } from './words.js'

export const dataLost: Rule = {
  id: 'data-lost',
  severity: 'warning',
  says: 'rows that stood before the upgrade are gone or changed after the downgrade, or after the second upgrade',
  revision: (evidence) => (evidence.data?.losses ?? []).flatMap((loss) => drafts(loss, evidence)),
}

function drafts(loss: Loss, { before, after }: RevisionEvidence): readonly Draft[] {
  const table = before?.objects.get(loss.table)
  if (table === undefined) return []
  const about = { leg: loss.leg, object: findingObject(table) }
  if (loss.after < loss.before) {
    const dropped = after !== null && !after.objects.has(loss.table)
    return [
      {
        ...about,
        message: `${named(table)} held ${rows(loss.before)} before the upgrade and ${MOMENT[loss.leg]} holds ${loss.after === 0 ? 'none' : rows(loss.after)}`,
        ...(dropped ? DROPPED : { help: LIVES }),
      },
    ]
  }
  const isThere = (column: string): boolean =>
    after?.objects.has(objectKey('column', identityOf(table, column, before))) ?? true
  const living = loss.columns.filter(isThere)
  const lost = living.filter((column) => !loss.now.includes(column))
  const [columns, worth] =
    lost.length > 0
      ? [lost, { help: LIVES }]
      : living.length > 0
        ? [living, CHANGED]
        : [loss.columns, DROPPED]
  const one = columns.length === 1
  const message = `${one ? 'column' : 'columns'} ${listed(columns)} of ${named(table)} ${MOMENT[loss.leg]} no longer ${one ? 'holds' : 'hold'} the values from before the upgrade`
  return [{ ...about, message, ...worth }]
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
  const key = keyOfObject(table)
  const found = [...(before?.objects.values() ?? [])].find(
    (one) => one.kind === 'column' && one.parent === key && one.name === column,
  )
  return found?.identity ?? `${table.identity}.${column}`
}
