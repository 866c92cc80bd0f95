import type { Added, Change, Removed } from '../model/change.js'

/** Joins an object that went and one of another kind that came under the very same name into one change. */
export function pairReplaced(changes: readonly Change[]): Change[] {
  const added = new Map(changes.filter(isAdded).map((change) => [nameOf(change), change]))
  const removed = new Map(changes.filter(isRemoved).map((change) => [nameOf(change), change]))
  return changes.flatMap((change): Change[] => {
    if (change.type !== 'added' && change.type !== 'removed') return [change]
    const came = added.get(nameOf(change))
    const went = removed.get(nameOf(change))
    if (came === undefined || went === undefined) return [change]
    if (change.type === 'removed') return []
    return [
      {
        type: 'replaced',
        before: went.object,
        object: came.object,
        children: [...went.children, ...came.children],
      },
    ]
  })
}

const isAdded = (change: Change): change is Added => change.type === 'added'
const isRemoved = (change: Change): change is Removed => change.type === 'removed'

function nameOf({ object }: Change): string {
  return `${object.slot} ${object.identity}`
}
