import { isView } from '../model/catalog.js'
import type { InventoryView, Relation, Touch } from '../model/inventory.js'
import type { CheckResult } from '../model/result.js'
import { many } from './story.js'

/** A graph of more relations or lines is no picture any more. */
const MOST_NODES = 40
const MOST_EDGES = 200

export interface PictureNode {
  readonly kind: string
  readonly identity: string
  /** What stands below the name: plain text. */
  readonly lines: readonly string[]
  readonly touch: Touch | null
}

/** The dependency graph as it is drawn; an edge goes from a source to its reader, by their positions in `nodes`. */
export interface Picture {
  readonly nodes: readonly PictureNode[]
  readonly edges: readonly (readonly [source: number, reader: number])[]
}

/** What there is to draw: nothing, too much, which a sentence says, or a picture. */
export function pictureOf({
  dependencies = [],
  materializedViews = [],
}: CheckResult): Picture | string | null {
  if (dependencies.length === 0) return null
  const at = new Map(dependencies.map(({ identity }, index) => [identity, index]))
  const edges = dependencies.flatMap(({ reads }, reader) =>
    reads.flatMap((one) => {
      const source = at.get(one)
      return source === undefined ? [] : [[source, reader] as const]
    }),
  )
  if (dependencies.length > MOST_NODES || edges.length > MOST_EDGES)
    return `The dependency graph has ${many(dependencies.length, 'relation')}, too many to draw.`
  const inventory = new Map(materializedViews.map((view) => [view.identity, view]))
  const touches = new Set(dependencies.filter(isView).map(({ touch }) => touch))
  const nodes = dependencies.map((relation) => ({
    ...relation,
    lines: linesOf(relation, inventory.get(relation.identity), touches.size > 1),
  }))
  return { nodes, edges }
}

/** How a touch is told in a picture. */
const TOUCHES: Readonly<Record<Touch, string>> = {
  created: 'created here',
  recreated: 'made anew here',
  altered: 'altered here',
  dropped: 'dropped here',
}

/** Where all views are touched alike, saying so of each tells nothing. */
function linesOf(relation: Relation, view: InventoryView | undefined, tellTouch: boolean): readonly string[] {
  const { touch } = relation
  const told =
    touch !== null && (tellTouch || touch === 'dropped') && isView(relation) ? [TOUCHES[touch]] : []
  if (view === undefined || relation.kind !== 'materialized view' || touch === 'dropped') return told
  const count = view.indexes.length
  const indexes = count === 0 ? 'no index' : count === 1 ? '1 index' : `${count} indexes`
  const concurrent = view.concurrently ? 'yes' : `no, ${(view.because ?? '').replaceAll('`', '')}`
  return [indexes, `concurrent refresh: ${concurrent}`, ...told]
}

/** One statement of a refresh; `because` tells why it is not CONCURRENTLY. */
export interface RefreshStep {
  readonly sql: string
  readonly because: string | null
}

/** How to refresh the materialized views of the dependency graph, each after those it reads. */
export function refreshOrder({
  dependencies = [],
  materializedViews = [],
}: CheckResult): readonly RefreshStep[] {
  const inventory = new Map(materializedViews.map((view) => [view.identity, view]))
  return dependencies
    .filter(({ kind, touch }) => kind === 'materialized view' && touch !== 'dropped')
    .map(({ identity }) => {
      const { concurrently = false, because = null } = inventory.get(identity) ?? {}
      const sql = `REFRESH MATERIALIZED VIEW ${concurrently ? 'CONCURRENTLY ' : ''}${identity}`
      return { sql, because: concurrently ? null : because }
    })
}
