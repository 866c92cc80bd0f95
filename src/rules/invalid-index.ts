import type { CatalogObject } from '../model/catalog.js'
import { everyChange, type Change } from '../model/change.js'
import { objectsOfKind } from '../model/object-index.js'
import { findingObject } from './changes.js'
import type { Draft, Rule } from './rule.js'
import { named } from './words.js'

export const invalidIndex: Rule = {
  id: 'invalid-index',
  severity: 'error',
  says: 'an index is not valid or not ready after the upgrade',
  needs: 'heads',
  revision: ({ upgraded }) =>
    everyChange(upgraded ?? [])
      .flatMap(madeInvalid)
      .map((index) => ({
        leg: 'upgrade',
        object: findingObject(index),
        message: `${named(index)} is not ${index.properties['valid'] === false ? 'valid' : 'ready'} after the upgrade`,
        help:
          `PostgreSQL never uses \`${index.name}\` to find rows, yet keeps it up to date, and a unique one does not prove that rows are ` +
          'unique. `CREATE INDEX CONCURRENTLY` and `REINDEX CONCURRENTLY` leave such an index behind when they fail, and the ' +
          'migration went on: let the error end it, mend its cause, and begin with ' +
          `\`DROP INDEX IF EXISTS ${index.identity}\`, since \`CREATE INDEX IF NOT EXISTS\` would only adopt what is there.`,
      })),
  history: ({ heads, past, checked }) =>
    (heads === null ? [] : objectsOfKind(heads, 'index')).flatMap((index): readonly Draft[] => {
      if (index.properties['valid'] !== false || !isOfPartitioned(index)) return []
      const revision = past.makerOf(index)
      if (revision === null || !checked.has(revision)) return []
      return [
        {
          revision,
          leg: 'upgrade',
          object: findingObject(index),
          message: `${named(index)} is not valid at the heads, because not every partition has an index attached to it`,
          help:
            `\`CREATE INDEX … ON ONLY\` leaves out the partitions that stand. If all shall have it, create an index on each and ` +
            `\`ALTER INDEX ${index.identity} ATTACH PARTITION …\`: with the last one it becomes valid.`,
          severity: 'notice',
        },
      ]
    }),
}

/** The index that a change made, or made so; nothing where it is another change. */
function madeInvalid(change: Change): readonly CatalogObject[] {
  const { object } = change
  const { valid, ready } = object.properties
  if (object.kind !== 'index' || change.type === 'removed' || isOfPartitioned(object)) return []
  const did =
    change.type !== 'altered' ||
    change.recreated ||
    change.differences.some(({ property }) => property === 'valid' || property === 'ready')
  return did && (valid === false || ready === false) ? [object] : []
}

/**
 * True for the index of a partitioned table, as pg_get_indexdef prints every one. It becomes valid with the last partition's index, and
 * revisions may attach them one by one. https://www.postgresql.org/docs/current/ddl-partitioning.html
 */
function isOfPartitioned({ properties }: CatalogObject): boolean {
  return /^CREATE (?:UNIQUE )?INDEX (?:"(?:[^"]|"")*"|\S+) ON ONLY /.test(String(properties['definition']))
}
