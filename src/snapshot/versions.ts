import { InternalError } from '../model/errors.js'
import type { ChangedRow } from './finder.js'

/** A row as it was read, with its place `(block,line)`; of one that is known, the place alone. */
export type ReadRow = readonly [ctid: string] | readonly [ctid: string, ...row: ChangedRow]

/** Blocks from the first up to but without the second. */
export type Range = readonly [from: number, to: number]

/** As many ranges are read of a catalog: new rows mostly stand at its end, those that go where they are. */
export const RANGES = 2

/** The blocks in at most `RANGES` ranges, with as few others as can be. */
export function rangesOf(blocks: Iterable<number>): readonly Range[] {
  const sorted = [...blocks].sort((a, b) => a - b)
  const gaps = sorted
    .slice(1)
    .map((block, index) => ({ index: index + 1, width: block - (sorted[index] ?? 0) }))
  const cuts = gaps
    .filter(({ width }) => width > 1)
    .sort((a, b) => b.width - a.width)
    .slice(0, RANGES - 1)
    .map(({ index }) => index)
    .sort((a, b) => a - b)
  return [0, ...cuts].flatMap((start, index): Range[] => {
    const first = sorted[start]
    const last = sorted[(cuts[index] ?? sorted.length) - 1]
    return first === undefined || last === undefined ? [] : [[first, last + 1]]
  })
}

/** The ids of one catalog's rows, by their places. */
export class Versions {
  readonly #blocks = new Map<number, Map<string, string>>()

  /**
   * Enters all rows that stand in these blocks (null: in all), and gives those that were written anew and the ids that are no
   * longer there.
   */
  enter(
    rows: readonly ReadRow[],
    ranges: readonly Range[] | null,
  ): { readonly changed: readonly ChangedRow[]; readonly gone: readonly string[] } {
    const before = this.#take(ranges)
    const changed: ChangedRow[] = []
    const there = new Set<string>()
    for (const [ctid, ...row] of rows) {
      const id = row[0] ?? before.get(ctid)
      if (id === undefined) throw new InternalError(`A row at ${ctid} was taken for a known one.`)
      if (row.length > 0) changed.push(row as ChangedRow)
      there.add(id)
      const block = parseInt(ctid.slice(1))
      const lines = this.#blocks.get(block)
      if (lines === undefined) this.#blocks.set(block, new Map([[ctid, id]]))
      else lines.set(ctid, id)
    }
    return { changed, gone: [...before.values()].filter((id) => !there.has(id)) }
  }

  /** Removes what is known of blocks, and gives it. */
  #take(ranges: readonly Range[] | null): ReadonlyMap<string, string> {
    const blocks = ranges === null ? [...this.#blocks.keys()] : ranges.flatMap(numbersIn)
    const taken = blocks.flatMap((block) => [...(this.#blocks.get(block) ?? [])])
    for (const block of blocks) this.#blocks.delete(block)
    return new Map(taken)
  }
}

function numbersIn([from, to]: Range): readonly number[] {
  return Array.from({ length: to - from }, (_, index) => from + index)
}
