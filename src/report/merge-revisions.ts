import type { LegStatus } from '../model/evidence.js'
import type { LegResult, RevisionResult } from '../model/result.js'

/** From worst to best. */
const WORST: readonly LegStatus[] = ['failed', 'blocked', 'skipped', 'passed']

/** The revisions of several runs in the history's order, each with the worst that became of its legs. */
export function mergeRevisions(runs: readonly (readonly RevisionResult[])[]): readonly RevisionResult[] {
  const byId = new Map<string, RevisionResult>()
  for (const revision of runs.flat()) {
    const known = byId.get(revision.id)
    byId.set(
      revision.id,
      known === undefined ? revision : { ...known, legs: mergeLegs(known.legs, revision.legs) },
    )
  }
  return inOrder(runs).flatMap((id) => byId.get(id) ?? [])
}

/** Every run holds its revisions in the history's order, so what only one of them has stands after its own predecessor. */
function inOrder(runs: readonly (readonly RevisionResult[])[]): readonly string[] {
  const [longest = [], ...others] = runs.toSorted((a, b) => b.length - a.length)
  const ids = longest.map(({ id }) => id)
  const known = new Set(ids)
  for (const run of others)
    run.forEach(({ id }, at) => {
      if (known.has(id)) return
      known.add(id)
      const before = run[at - 1]?.id
      ids.splice(before === undefined ? 0 : ids.indexOf(before) + 1, 0, id)
    })
  return ids
}

/** A revision that one run only applied and another one checked was checked. */
function mergeLegs(a: readonly LegResult[], b: readonly LegResult[]): readonly LegResult[] {
  if (a.length === 0 || b.length === 0) return a.length === 0 ? b : a
  return a.map((one) => {
    const other = b.find(({ leg }) => leg === one.leg) ?? one
    return {
      leg: one.leg,
      status: WORST.indexOf(other.status) < WORST.indexOf(one.status) ? other.status : one.status,
      milliseconds: Math.max(one.milliseconds, other.milliseconds),
    }
  })
}
