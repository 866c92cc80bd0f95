import { objectKey, type CatalogObject, type ObjectKey } from '../model/catalog.js'
import type { Change } from '../model/change.js'
import type { Past, Refresh, RevisionEvidence } from '../model/evidence.js'
import { mayMean, type Intent } from '../model/intent.js'
import { LEGS } from '../model/step.js'

/** What the revisions have told so far, entered one after another. */
export class Chronicle implements Past {
  readonly #refreshes: Refresh[] = []
  readonly #madeBy = new Map<ObjectKey, string>()
  /** What the statements of revisions that were only applied say they create: their changes were not read. */
  readonly #created: { readonly revision: string; readonly intent: Intent }[] = []

  get refreshes(): readonly Refresh[] {
    return this.#refreshes
  }

  enter({ revision: { id }, legs, upgraded }: RevisionEvidence): void {
    for (const leg of LEGS)
      for (const intent of legs[leg].intents.all)
        if (intent.act === 'refresh') this.#refreshes.push({ revision: id, leg, intent })
    for (const change of upgraded ?? []) this.#noteMaker(change, id)
    if (upgraded !== null) return
    for (const intent of legs.upgrade.intents.all)
      if (intent.act === 'create') this.#created.push({ revision: id, intent })
  }

  makerOf(object: CatalogObject): string | null {
    const created = this.#created.findLast(
      ({ intent }) => intent.kind === object.kind && mayMean(intent.target, object),
    )
    return this.#madeBy.get(objectKey(object.kind, object.identity)) ?? created?.revision ?? null
  }

  #noteMaker(change: Change, revision: string): void {
    if (change.type !== 'removed' && (change.type !== 'altered' || change.recreated))
      this.#madeBy.set(objectKey(change.object.kind, change.object.identity), revision)
    for (const child of change.children) this.#noteMaker(child, revision)
  }
}
