/** A list in parts of at most so many. */
export function* portions<T>(list: readonly T[], most: number): Generator<readonly T[]> {
  for (let first = 0; first < list.length; first += most) yield list.slice(first, first + most)
}
