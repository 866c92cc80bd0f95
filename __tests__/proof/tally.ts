import type { Outcome } from './trial.js'

/** Of the faults of one kind. */
export interface Counts {
  injected: number
  /** Those that the judge sees. */
  shown: number
  /** Those of them with an error on their revision. */
  caught: number
  /** Those of them about materialized views or indexes, and how many have fixes that were tried. */
  mendable: number
  mended: number
}

/** What a proof has shown so far. */
export class Tally {
  histories = 0
  revisions = 0
  wrongAlarms = 0
  /** By kind of fault. */
  readonly faults = new Map<string, Counts>()
  /** Folders of the counterexamples. */
  readonly counterexamples: string[] = []
  /** A line for each finding that should have had a fix that was tried and has not. */
  readonly untried: string[] = []

  /** Counts a fault that was injected into a revision of the history of that seed. */
  fault(seed: number, { revision, fault, isShown, isTold, isMended, untried }: Outcome): void {
    const { kind, what } = fault
    if (isShown) this.untried.push(...untried.map((one) => `${seed} ${revision} (${what}): ${one}`))
    const counts = this.faults.get(kind) ?? { injected: 0, shown: 0, caught: 0, mendable: 0, mended: 0 }
    counts.injected += 1
    if (isShown) counts.shown += 1
    if (isShown && isTold) counts.caught += 1
    if (isShown && isMended !== null) counts.mendable += 1
    if (isShown && isMended === true) counts.mended += 1
    this.faults.set(kind, counts)
  }

  get total(): Counts & { readonly missed: number } {
    const sum = (of: keyof Counts): number => [...this.faults.values()].reduce((all, one) => all + one[of], 0)
    const [injected, shown, caught] = [sum('injected'), sum('shown'), sum('caught')]
    return {
      injected,
      shown,
      caught,
      missed: shown - caught,
      mendable: sum('mendable'),
      mended: sum('mended'),
    }
  }

  /** One line of all numbers. */
  line(): string {
    const { injected, shown, caught, missed, mendable, mended } = this.total
    return (
      `${this.histories} histories, ${this.revisions} revisions, ${this.wrongAlarms} wrong alarms; ` +
      `${injected} faults, ${shown} that show, ${caught} caught, ${missed} missed; ` +
      `${mendable} about materialized views and indexes, ${mended} of them with a tried fix`
    )
  }

  /** A line for each kind of fault. */
  byKind(): string {
    const kinds = [...this.faults].sort(([a], [b]) => (a < b ? -1 : 1))
    const width = Math.max(0, ...kinds.map(([kind]) => kind.length))
    const row = (kind: string, ...numbers: readonly unknown[]): string =>
      kind.padEnd(width) + numbers.map((one) => String(one).padStart(10)).join('')
    return [
      row('', 'injected', 'shown', 'caught', 'mendable', 'mended'),
      ...kinds.map(([kind, { injected, shown, caught, mendable, mended }]) =>
        row(kind, injected, shown, caught, mendable, mended),
      ),
    ].join('\n')
  }
}
