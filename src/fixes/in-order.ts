/** The elements so that each comes after those that must come first, otherwise in the order given; circles are cut somewhere. */
export function inOrder<T>(elements: readonly T[], firstFor: (element: T) => Iterable<T>): readonly T[] {
  const done = new Set<T>()
  const visiting = new Set<T>()
  const visit = (element: T): void => {
    if (done.has(element) || visiting.has(element)) return
    visiting.add(element)
    for (const other of firstFor(element)) visit(other)
    visiting.delete(element)
    done.add(element)
  }
  for (const element of elements) visit(element)
  return [...done]
}
