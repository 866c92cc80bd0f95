import { sourcesFirst, type Relation } from '../model/inventory.js'
import type { CheckResult } from '../model/result.js'

/**
 * The materialized views and the dependency graphs of several runs: each view as the first run has it that does. What none of
 * the runs holds is left out.
 */
export function mergeInventories(
  runs: readonly CheckResult[],
): Pick<CheckResult, 'materializedViews' | 'dependencies'> {
  const inventories = runs.flatMap(({ materializedViews }) => (materializedViews ? [materializedViews] : []))
  const graphs = runs.flatMap(({ dependencies }) => (dependencies ? [dependencies] : []))
  return {
    ...(inventories.length === 0
      ? {}
      : { materializedViews: byIdentity(inventories.flat(), (first) => first) }),
    ...(graphs.length === 0 ? {} : { dependencies: sourcesFirst(byIdentity(graphs.flat(), joined)) }),
  }
}

/** A shard knows only what its own revisions touched. */
function joined(first: Relation, other: Relation): Relation {
  return {
    ...first,
    touch: first.touch ?? other.touch,
    reads: [...new Set([...first.reads, ...other.reads])],
  }
}

function byIdentity<T extends { readonly identity: string }>(
  all: readonly T[],
  join: (first: T, other: T) => T,
): readonly T[] {
  const found = new Map<string, T>()
  for (const one of all) {
    const first = found.get(one.identity)
    found.set(one.identity, first === undefined ? one : join(first, one))
  }
  return [...found.values()].toSorted((a, b) => (a.identity < b.identity ? -1 : 1))
}
