import type { CatalogObject } from '../model/catalog.js'
import type { HistoryEvidence } from '../model/evidence.js'
import { mayMean } from '../model/intent.js'
import { materializedViews, readiness } from '../model/materialized-view.js'
import { indexesOn } from '../model/object-index.js'
import { findingObject } from './changes.js'
import { nameOf, refreshers, whoRefreshesConcurrently } from './refreshes.js'
import type { Rule } from './rule.js'
import { listed, named } from './words.js'

export const leftUnpopulated: Rule = {
  id: 'left-unpopulated',
  severity: 'warning',
  says: 'a materialized view is made WITH NO DATA and never filled, so that reading it raises an error',
  needs: 'heads',
  history: (evidence) => {
    const { heads, checked, past } = evidence
    if (heads === null) return []
    const standing = refreshers(evidence)
    return materializedViews(heads).flatMap((view) => {
      const revision = emptiedBy(view, evidence)
      if (view.properties['populated'] !== false || revision === null || !checked.has(revision)) return []
      const now = readiness(view, indexesOn(heads, view))
      // Then refresh-not-concurrent tells it.
      if (!now.ready && now.cause === 'populated' && whoRefreshesConcurrently(view, standing, past) !== null)
        return []
      if (past.inVain.some(({ act, target }) => act === 'refresh' && mayMean(target, view))) return []
      const later = standing.filter(({ mayRefresh }) =>
        mayRefresh.some(({ concurrently, target }) => !concurrently && mayMean(target, view)),
      )
      return [
        {
          revision,
          leg: 'upgrade',
          object: findingObject(view),
          message: `${named(view)} holds no data, and no migration up to the heads fills it`,
          help:
            `\`SELECT … FROM ${view.identity}\` raises an error until its first refresh, which cannot be concurrent. Leave out ` +
            `\`WITH NO DATA\`, or run \`REFRESH MATERIALIZED VIEW ${view.identity}\` in a migration.` +
            (later.length === 0
              ? ''
              : ` Until ${listed(later.map(nameOf))} has run for the first time, nobody can read it.`),
          ...(later.length === 0 ? {} : { severity: 'notice' as const }),
        },
      ]
    })
  },
}

/** The revision that made the materialized view, or emptied it afterwards by `REFRESH … WITH NO DATA`. */
function emptiedBy(view: CatalogObject, { history, past }: HistoryEvidence): string | null {
  const emptied = past.refreshes.findLast(
    ({ leg, intent }) => leg === 'upgrade' && intent.withNoData && mayMean(intent.target, view),
  )
  const maker = past.makerOf(view)
  const place = (id: string | null | undefined): number => history.revisions.findIndex((one) => one.id === id)
  return emptied !== undefined && place(emptied.revision) > place(maker) ? emptied.revision : maker
}
