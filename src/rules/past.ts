import { keyOfObject, type CatalogObject, type ObjectKey } from '../model/catalog.js'
import { everyChange, type Change } from '../model/change.js'
import type { ConfiguredSql } from '../model/configured-sql.js'
import type { Job, Past, Refresh, RevisionEvidence } from '../model/evidence.js'
import type { FindingObject, Location } from '../model/finding.js'
import { mayMean, type Intent, type WrittenName } from '../model/intent.js'
import type { Foreknown } from '../model/foreknown.js'
import type { LockRoom } from '../model/lock-room.js'
import { LEGS } from '../model/step.js'
import { Applied } from './applied.js'
import { jobsAfter } from './jobs.js'
import { lostReadiness } from './lost-readiness.js'
import { locationOf } from './written.js'

interface Created {
  readonly revision: string
  readonly intent: Intent
  readonly location: Location
}

interface Taken {
  readonly revision: string
  readonly view: CatalogObject
}

/** What the revisions have told so far, entered one after another. */
export class Chronicle implements Past {
  readonly #refreshes: Refresh[] = []
  readonly #madeBy = new Map<ObjectKey, string>()
  readonly #applied = new Applied()
  readonly #created: Created[] = []
  readonly #taken: Taken[] = []
  readonly #unready = new Set<ObjectKey>()
  readonly #inVain: Intent[] = []
  readonly #saidInVain = new Map<string, string>()
  #jobs: readonly Job[] = []

  readonly configured: readonly ConfiguredSql[]
  readonly lockRoom: LockRoom | null
  readonly #selected: ReadonlySet<string>

  constructor({ configured = [], selected = [], lockRoom }: Foreknown = {}) {
    this.configured = configured
    this.#selected = new Set(selected)
    this.lockRoom = lockRoom ?? null
  }

  get refreshes(): readonly Refresh[] {
    return this.#refreshes
  }

  get jobs(): readonly Job[] {
    return this.#jobs
  }

  get inVain(): readonly Intent[] {
    return this.#inVain
  }

  enter(evidence: RevisionEvidence): void {
    const { revision, legs, upgraded } = evidence
    const { id } = revision
    for (const leg of LEGS)
      for (const intent of legs[leg].intents.all)
        if (intent.act === 'refresh') this.#refreshes.push({ revision: id, leg, intent })
    for (const change of everyChange(upgraded ?? [])) this.#noteMaker(change, id)
    for (const intent of legs.upgrade.intents.all) {
      const { location } = intent.act === 'create' ? locationOf(evidence, legs.upgrade, intent) : {}
      if (location !== undefined) this.#created.push({ revision: id, intent, location })
    }
    for (const { view } of lostReadiness(evidence)) this.#unready.add(keyOfObject(view))
    const { error, statements, intents } = legs.upgrade
    if (error === null) {
      for (const { sql } of statements) this.#jobs = jobsAfter(sql, id, this.#jobs)
      this.#applied.enter(id, intents.all, upgraded === null)
    } else {
      this.#inVain.push(...intents.all)
      this.#saidInVain.set(id, [...statements.map(({ sql }) => sql), error.statement ?? ''].join(';\n'))
      this.#applied.enterFailed(id, intents.all)
    }
  }

  saidInVain(revision: string): string {
    return this.#saidInVain.get(revision) ?? ''
  }

  makerOf(object: CatalogObject): string | null {
    return this.#madeBy.get(keyOfObject(object)) ?? this.#applied.makerOf(object)
  }

  placeOf(object: FindingObject, revision: string): Location | null {
    const created = this.#created.findLast(
      (one) =>
        one.revision === revision && one.intent.kind === object.kind && mayMean(one.intent.target, object),
    )
    return created?.location ?? null
  }

  takerOf(target: WrittenName): string | null {
    return (
      this.#taken.findLast(({ view }) => mayMean(target, view))?.revision ?? this.#applied.takerOf(target)
    )
  }

  lostReadiness(view: CatalogObject): boolean {
    const elsewhere = this.#applied.strippersOf(view).some((id) => this.#selected.has(id))
    return this.#unready.has(keyOfObject(view)) || elsewhere
  }

  #noteMaker(change: Change, revision: string): void {
    const former = change.type === 'replaced' ? change.before : change.object
    if (former.kind === 'materialized view' && (change.type === 'removed' || change.type === 'replaced'))
      this.#taken.push({ revision, view: former })
    const key = keyOfObject(change.object)
    if (isMaking(change)) this.#madeBy.set(key, revision)
    if (change.type !== 'altered') this.#unready.delete(key)
  }
}

/** CREATE OR REPLACE of a routine leaves it the same object with another definition. */
function isMaking(change: Change): boolean {
  if (change.type !== 'altered') return change.type !== 'removed'
  const routine = change.object.kind === 'function' || change.object.kind === 'procedure'
  return change.recreated || (routine && change.differences.some(({ property }) => property === 'definition'))
}
