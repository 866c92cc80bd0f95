import type { CatalogObject, Snapshot } from '../model/catalog.js'
import type { HistoryEvidence } from '../model/evidence.js'
import { mayMean, type WrittenName } from '../model/intent.js'
import { materializedViews, readiness } from '../model/materialized-view.js'
import { indexesOn, objectsOfKind } from '../model/object-index.js'
import { nameOf, refreshers, type Refresher } from './refreshes.js'
import type { Draft, Rule } from './rule.js'
import { listed, named } from './words.js'
import { writtenName } from './written.js'

export const danglingRefresh: Rule = {
  id: 'dangling-refresh',
  severity: 'error',
  says: 'a function, trigger, job or file refreshes a materialized view that is gone or not fit for it',
  needs: 'heads',
  history: (evidence) => {
    const { heads } = evidence
    if (heads === null) return []
    const views = materializedViews(heads)
    return refreshers(evidence).flatMap((refresher) => {
      const { refreshes } = refresher
      const lost = refreshes.filter(({ target }) => !views.some((view) => mayMean(target, view)))
      return lost.length > 0
        ? gone(
            refresher,
            lost.map(({ target }) => target),
            evidence,
            heads,
          )
        : unfit(refresher, views, evidence, heads)
    })
  },
}

/** Blames what came last: the routine or job, or what took a view away. */
function gone(
  refresher: Refresher,
  targets: readonly WrittenName[],
  { past, history, checked }: HistoryEvidence,
  heads: Snapshot,
): readonly Draft[] {
  if (
    past.inVain.some(
      ({ act, target }) => act === 'create' && targets.some(({ name }) => name === target.name),
    )
  )
    return []
  const place = (id: string | null): number => history.revisions.findIndex((one) => one.id === id)
  const takers = targets.map((target) => past.takerOf(target))
  const revision = [refresher.madeBy, ...takers].toSorted((a, b) => place(b) - place(a))[0] ?? null
  if (revision === null || !checked.has(revision)) return []
  const names = [...new Set(targets.map(writtenName))]
  const stood = takers.some((taker) => taker !== null)
  const [views, are] = names.length === 1 ? ['materialized view', 'is'] : ['materialized views', 'are']
  return [
    {
      revision,
      leg: 'upgrade',
      object: refresher.object,
      message: `${nameOf(refresher)} refreshes ${views} ${listed(names)}, which ${stood ? `${are} gone` : 'no migration makes'}`,
      help:
        `${consequence(refresher, heads)} Let it refresh what stands now, or ${isFile(refresher) ? 'take the statement out of it' : 'drop it together with the materialized view'}` +
        `${stood ? '' : '; if that is made outside the migrations, say so in an ignore'}.`,
      ...(stood ? {} : { severity: 'warning' as const }),
    },
  ]
}

/** Only of a view that is older than what was checked: of any other, `refresh-not-concurrent` tells it. */
function unfit(
  refresher: Refresher,
  views: readonly CatalogObject[],
  { past, checked }: HistoryEvidence,
  heads: Snapshot,
): readonly Draft[] {
  const { madeBy, refreshes, object } = refresher
  if (madeBy === null || !checked.has(madeBy)) return []
  for (const { target, concurrently } of refreshes) {
    const [view, another] = views.filter((one) => mayMean(target, one))
    if (!concurrently || view === undefined || another !== undefined) continue
    const now = readiness(view, indexesOn(heads, view))
    if (now.ready || past.lostReadiness(view) || checked.has(past.makerOf(view) ?? '')) continue
    return [
      {
        revision: madeBy,
        leg: 'upgrade',
        object,
        message: `${nameOf(refresher)} refreshes ${named(view)} CONCURRENTLY, which is refused, because ${now.because}`,
        help:
          `${consequence(refresher, heads)} Give ${view.identity} a unique index on columns alone and without a WHERE clause, and ` +
          'fill it once, or refresh it without `CONCURRENTLY`.',
      },
    ]
  }
  return []
}

function isFile({ object }: Pick<Refresher, 'object'>): boolean {
  return object.kind === 'refresh-sql file'
}

function consequence({ object }: Refresher, heads: Snapshot): string {
  if (isFile({ object })) return 'From this revision on its `REFRESH` raises an error.'
  const call = `EXECUTE FUNCTION ${object.identity.slice(0, -1)}`
  const triggers = objectsOfKind(heads, 'trigger').filter(({ properties }) =>
    String(properties['definition']).includes(call),
  )
  const late = 'PostgreSQL looks the name up only when it runs'
  return triggers.length === 0
    ? `${late}, and then it raises an error.`
    : `${late}: every statement that fires ${listed(triggers.map(named))} raises an error and is undone.`
}
