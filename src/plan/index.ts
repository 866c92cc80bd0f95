import type { Selection } from '../inputs/inputs.js'
import { ConfigError } from '../model/errors.js'
import type { History } from '../model/history.js'
import type { Shard } from '../model/result.js'
import type { Plan } from '../model/step.js'
import { ancestry, resolveRevision } from './revisions.js'

export interface PlanOptions {
  readonly selection: Selection
  /** Ids of the revisions whose files changed; asked for only by the selection `changed`. */
  readonly changed: ReadonlySet<string>
  readonly floor: string | null
  readonly shard: Shard | null
  readonly fullWalk: boolean
}

/**
 * Which revisions are applied, which of them are checked, and which the full walk takes down again. Only what the checked
 * ones stand on is applied; of shards the last applies what all of them stand on. Throws ConfigError for a revision that does not exist.
 */
export function plan(history: History, options: PlanOptions): Plan {
  const belowFloor =
    options.floor === null ? new Set<string>() : ancestry(history, [resolveRevision(history, options.floor)])
  const selected = select(history, options).filter((id) => !belowFloor.has(id))
  const checked = new Set(shardOf(selected, options.shard))
  // What stands at the heads is judged by the last shard, so it must reach them, on all branches.
  const isLast = options.shard === null || options.shard.index === options.shard.total
  const needed = ancestry(history, isLast ? selected : [...checked])
  const applied = history.revisions.map((revision) => revision.id).filter((id) => needed.has(id))
  return {
    selected,
    revisions: applied.map((revision) => ({ revision, checked: checked.has(revision) })),
    walk: options.fullWalk ? walkOf(applied, checked) : [],
  }
}

function select(history: History, { selection, changed }: PlanOptions): string[] {
  const ids = history.revisions.map((revision) => revision.id)
  switch (selection.kind) {
    case 'all':
      return ids
    case 'changed':
      return ids.filter((id) => changed.has(id))
    case 'one':
      return [resolveRevision(history, selection.revision)]
    case 'range': {
      const from =
        selection.from === 'base' ? new Set() : ancestry(history, [resolveRevision(history, selection.from)])
      const to = ancestry(history, [resolveRevision(history, selection.to)])
      const range = ids.filter((id) => to.has(id) && !from.has(id))
      if (range.length > 0) return range
      throw new ConfigError(
        `There is no revision after ${selection.from} up to ${selection.to}: give the earlier revision first, as in ` +
          `--revisions ${selection.to}:${selection.from}.`,
      )
    }
  }
}

/** A run of neighbours, so that a shard applies nothing that comes after its own part. */
function shardOf(ids: readonly string[], shard: Shard | null): readonly string[] {
  if (shard === null) return ids
  const edge = (index: number): number => Math.floor((ids.length * index) / shard.total)
  return ids.slice(edge(shard.index - 1), edge(shard.index))
}

/** From the last applied revision down, as far as all are checked: the downgrade of any other is nobody's question. */
function walkOf(applied: readonly string[], checked: ReadonlySet<string>): string[] {
  return applied.slice(applied.findLastIndex((id) => !checked.has(id)) + 1).reverse()
}
