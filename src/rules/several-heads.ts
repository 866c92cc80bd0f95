import type { History } from '../model/history.js'
import type { Rule } from './rule.js'
import { listed } from './words.js'

export const severalHeads: Rule = {
  id: 'several-heads',
  severity: 'warning',
  says: 'the history has more than one head, so that `alembic upgrade head` refuses to choose',
  history: ({ history }) => {
    const { heads } = history
    const last = heads.at(-1)
    if (last === undefined || heads.length < 2 || areLabelled(history)) return []
    return [
      {
        revision: last,
        leg: null,
        message: `the history has ${heads.length} heads: ${listed(heads)}`,
        help:
          '`alembic upgrade head` ends with "Multiple head revisions are present", usually since two branches were merged in ' +
          `Git. Join them with an empty migration: \`alembic merge -m "merge heads" ${heads.join(' ')}\`. Where they are meant to ` +
          'live side by side, give each branch a label (`branch_labels`) and upgrade to `heads`.',
      },
    ]
  },
}

/** True when each head is the end of a branch with a label of its own: then they are meant. */
function areLabelled({ revisions, heads }: History): boolean {
  const byId = new Map(revisions.map((revision) => [revision.id, revision]))
  const labels = (head: string): ReadonlySet<string> => {
    const found = new Set<string>()
    const seen = new Set<string>()
    const left = [head]
    for (let id = left.pop(); id !== undefined; id = left.pop()) {
      const { branchLabels = [], downRevisions = [] } = byId.get(id) ?? {}
      branchLabels.forEach((label) => found.add(label))
      for (const below of downRevisions) if (!seen.has(below)) left.push((seen.add(below), below))
    }
    return found
  }
  const all = heads.map(labels)
  return all.every((own, at) =>
    [...own].some((label) => all.every((other, index) => index === at || !other.has(label))),
  )
}
