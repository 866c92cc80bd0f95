/** Of the faults of one kind. */
export interface Counts {
  injected: number
  /** Those that the judge sees. */
  shown: number
  /** Those of them with an error on their revision. */
  caught: number
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

  /** Counts a fault that was injected. */
  fault(kind: string, isShown: boolean, isTold: boolean): void {
    const counts = this.faults.get(kind) ?? { injected: 0, shown: 0, caught: 0 }
    counts.injected += 1
    if (isShown) counts.shown += 1
    if (isShown && isTold) counts.caught += 1
    this.faults.set(kind, counts)
  }

  get total(): Counts & { readonly missed: number } {
    const sum = (of: keyof Counts): number => [...this.faults.values()].reduce((all, one) => all + one[of], 0)
    const [injected, shown, caught] = [sum('injected'), sum('shown'), sum('caught')]
    return { injected, shown, caught, missed: shown - caught }
  }

  /** One line of all numbers. */
  line(): string {
    const { injected, shown, caught, missed } = this.total
    return (
      `${this.histories} histories, ${this.revisions} revisions, ${this.wrongAlarms} wrong alarms; ` +
      `${injected} faults, ${shown} that show, ${caught} caught, ${missed} missed`
    )
  }

  /** A line for each kind of fault. */
  byKind(): string {
    const kinds = [...this.faults].sort(([a], [b]) => (a < b ? -1 : 1))
    const width = Math.max(0, ...kinds.map(([kind]) => kind.length))
    const row = (kind: string, ...numbers: readonly unknown[]): string =>
      kind.padEnd(width) + numbers.map((one) => String(one).padStart(10)).join('')
    return [
      row('', 'injected', 'shown', 'caught'),
      ...kinds.map(([kind, { injected, shown, caught }]) => row(kind, injected, shown, caught)),
    ].join('\n')
  }
}
