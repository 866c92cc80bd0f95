/** Random choices that are the same for the same seed, on every machine. */
export interface Random {
  /** A whole number from `low` to `high`, both taken in. */
  int(low: number, high: number): number
  chance(probability: number): boolean
  /** One of the list; throws when it is empty. */
  pick<T>(list: readonly T[]): T
  /** So many of the list at most, in the list's order. */
  some<T>(list: readonly T[], count: number): T[]
}

/** Mulberry32: https://gist.github.com/tommyettinger/46a874533244883189143505d203312c */
export function random(seed: number): Random {
  let state = Math.imul(seed, 0x9e3779b1) >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const int = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1))
  return {
    int,
    chance: (probability) => next() < probability,
    pick: (list) => {
      if (list.length === 0) throw new Error('nothing to pick from')
      return list[int(0, list.length - 1)] as (typeof list)[number]
    },
    some: (list, count) => {
      const left = [...list.keys()]
      while (left.length > count) left.splice(int(0, left.length - 1), 1)
      return left.map((index) => list[index] as (typeof list)[number])
    },
  }
}
