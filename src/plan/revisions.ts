import { ConfigError } from '../model/errors.js'
import type { History } from '../model/history.js'

/** The given revisions and all they stand on: their down revisions and what they depend on. */
export function ancestry(history: History, ids: readonly string[]): Set<string> {
  const wanted = new Set(ids)
  for (const revision of [...history.revisions].reverse())
    if (wanted.has(revision.id))
      for (const id of [...revision.downRevisions, ...revision.dependsOn]) wanted.add(id)
  return wanted
}

/** The full id for what a user wrote: an id, the unique beginning of one, a branch label, or `head`. */
export function resolveRevision(history: History, written: string): string {
  if (written === 'head' || written === 'heads') return onlyHead(history, written)
  const exact = history.revisions.find((revision) => revision.id === written)
  if (exact !== undefined) return exact.id
  const labelled = history.revisions.filter((revision) => revision.branchLabels.includes(written))
  const begins = history.revisions.filter((revision) => revision.id.startsWith(written))
  const matches = labelled.length > 0 ? labelled.slice(-1) : begins
  if (matches.length === 1 && matches[0] !== undefined) return matches[0].id
  throw new ConfigError(
    matches.length === 0
      ? `There is no revision "${written}" in the history: \`alembic history\` lists those there are.`
      : `"${written}" is the beginning of ${matches.length} revisions (${matches.map(({ id }) => id).join(', ')}): give more of it.`,
  )
}

function onlyHead({ heads }: History, written: string): string {
  if (heads.length === 1 && heads[0] !== undefined) return heads[0]
  throw new ConfigError(
    `"${written}" is not one revision here: the heads are ${heads.join(', ')}. Name one of them.`,
  )
}
