/** A part of a document: at several levels of detail, the fullest first, or as one line of a list. */
export interface Part {
  /** What it stands under when it is told in detail; printed once for all that share it. */
  readonly heading: string
  readonly detail: readonly string[]
  readonly line: string
  /** Parts of lower rank are worth more. */
  readonly rank: number
}

/** What a budget allowed, in the order of the parts; null where not even a line fits. */
export type Chosen = readonly ({ readonly text: string; readonly line: boolean } | null)[]

/** The first parts by rank get their detail before the others get a line, in at most this share of the budget. */
const FIRST = 3
const SHARE = 0.5

/** Bytes that part two blocks. */
const GAP = 2

/**
 * Chooses for each part so that all together, with their headings, take at most `budget` bytes: first the worst few
 * in detail, then a line for each, then detail for as many as fit, the worst first.
 */
export function fit(parts: readonly Part[], budget: number): { chosen: Chosen; left: number } {
  const order = parts
    .map((part, at) => ({ part, at }))
    .toSorted((a, b) => a.part.rank - b.part.rank || a.at - b.at)
  const spending = new Spending(parts.length, budget)
  for (const { part, at } of order.slice(0, FIRST)) spending.detail(part, at, budget * (1 - SHARE))
  for (const { part, at } of order) if (!spending.line(part, at)) break
  for (const { part, at } of order) spending.detail(part, at, 0)
  return { chosen: spending.chosen, left: spending.left }
}

class Spending {
  readonly chosen: ({ text: string; line: boolean } | null)[]
  private readonly shown = new Set<string>()

  constructor(
    count: number,
    public left: number,
  ) {
    this.chosen = Array.from({ length: count }, () => null)
  }

  /** False when there is no space for it. */
  line(part: Part, at: number): boolean {
    if (this.chosen[at] !== null) return true
    if (size(part.line) > this.left) return false
    this.chosen[at] = { text: part.line, line: true }
    this.left -= size(part.line)
    return true
  }

  /** Takes the fullest detail that leaves `keep` bytes, unless the part has some already. */
  detail(part: Part, at: number, keep: number): void {
    const current = this.chosen[at]
    if (current?.line === false) return
    const freed = current ? size(current.text) : 0
    const heading = this.shown.has(part.heading) ? 0 : size(part.heading)
    const text = part.detail.find((one) => this.left - size(one) - heading + freed >= keep)
    if (text === undefined) return
    this.left -= size(text) + heading - freed
    this.chosen[at] = { text, line: false }
    this.shown.add(part.heading)
  }
}

function size(block: string): number {
  return Buffer.byteLength(block) + GAP
}
