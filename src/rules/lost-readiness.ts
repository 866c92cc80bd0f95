import { keyOfObject, type CatalogObject, type ObjectKey, type Snapshot } from '../model/catalog.js'
import { everyChange, type Change } from '../model/change.js'
import type { RevisionEvidence } from '../model/evidence.js'
import { readiness, type Readiness } from '../model/materialized-view.js'
import { indexesOn } from '../model/object-index.js'

/** A materialized view that a concurrent refresh could do before an upgrade and cannot after it. */
export interface LostReadiness {
  readonly former: CatalogObject
  readonly view: CatalogObject
  /** The index that made it possible, as it stood. */
  readonly index: CatalogObject
  readonly now: Extract<Readiness, { ready: false }>
}

/**
 * Those that this upgrade took it from, whether the view was made anew, renamed or left as it is. Left out: one that is only not
 * populated, or whose index is only not valid, which are rules of their own.
 */
export function lostReadiness({
  before,
  after,
  upgraded,
}: Pick<RevisionEvidence, 'before' | 'after' | 'upgraded'>): readonly LostReadiness[] {
  if (before === null || after === null || upgraded === null) return []
  return touched(upgraded, before, after).flatMap(([former, view]) => {
    const was = readiness(former, indexesOn(before, former))
    const now = readiness(view, indexesOn(after, view))
    if (!was.ready || now.ready || now.cause === 'populated' || now.cause === 'invalid') return []
    return [{ former, view, index: was.index, now }]
  })
}

/** The materialized views that stood and stand, of which something changed: as they were and as they are. */
function touched(
  upgraded: readonly Change[],
  before: Snapshot,
  after: Snapshot,
): readonly (readonly [CatalogObject, CatalogObject])[] {
  const keys = new Set<ObjectKey>()
  const gone = new Map<number, CatalogObject>()
  const added: CatalogObject[] = []
  for (const { type, object } of everyChange(upgraded)) {
    if (object.kind === 'index' && type !== 'added' && object.parent !== null) keys.add(object.parent)
    if (object.kind !== 'materialized view') continue
    keys.add(keyOfObject(object))
    if (type === 'removed') gone.set(object.oid, object)
    if (type === 'added') added.push(object)
  }
  const renamed = added.flatMap((view) => {
    const former = gone.get(view.oid)
    return former === undefined ? [] : [[former, view] as const]
  })
  const kept = [...keys].flatMap((key) => {
    const [former, view] = [before.objects.get(key), after.objects.get(key)]
    return former?.kind === 'materialized view' && view !== undefined ? [[former, view] as const] : []
  })
  return [...kept, ...renamed]
}
