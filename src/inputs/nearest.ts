/** Number of single-letter insertions, deletions, replacements and swaps of neighbours between two words. */
function distance(from: string, to: string): number {
  const table = [...`-${from}`].map((_, i) => [...`-${to}`].map((_, j) => (i === 0 ? j : j === 0 ? i : 0)))
  const at = (i: number, j: number): number => table[i]?.[j] ?? 0
  for (let i = 1; i <= from.length; i++) {
    for (let j = 1; j <= to.length; j++) {
      const replaced = at(i - 1, j - 1) + (from[i - 1] === to[j - 1] ? 0 : 1)
      const swapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]
      const row = table[i] ?? []
      row[j] = Math.min(
        replaced,
        at(i - 1, j) + 1,
        at(i, j - 1) + 1,
        swapped ? at(i - 2, j - 2) + 1 : Infinity,
      )
    }
  }
  return at(from.length, to.length)
}

/** The candidate that a mistyped word most likely means; null when none is near. */
export function nearest(word: string, candidates: readonly string[]): string | null {
  const lower = word.toLowerCase()
  const started = candidates.filter((candidate) => lower.length >= 3 && candidate.startsWith(lower))
  if (started.length === 1) return started[0] ?? null
  let best: string | null = null
  let smallest = Math.max(1, Math.floor(word.length / 3)) + 1
  for (const candidate of candidates) {
    const steps = distance(lower, candidate)
    if (steps < smallest) [best, smallest] = [candidate, steps]
  }
  return best
}

/** ` Did you mean …?`, or nothing when no candidate is near. */
export function didYouMean(word: string, candidates: readonly string[]): string {
  const candidate = nearest(word, candidates)
  return candidate === null ? '' : ` Did you mean ${candidate}?`
}
