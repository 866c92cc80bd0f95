import type { ObjectKey } from '../model/catalog.js'
import { isMinor, type Change } from '../model/change.js'
import type { HistoryEvidence, WalkFailure } from '../model/evidence.js'
import type { Revision } from '../model/history.js'
import { names } from '../model/sql.js'
import type { Direction, StepError } from '../model/step.js'
import { differencesOf, findingObject, roots, without } from './changes.js'
import { failureHelp, failureText } from './failure.js'
import { at, atFunction } from './locate.js'
import type { Draft, Rule } from './rule.js'
import { aKind, named, properties, withChildren } from './words.js'

export const fullWalkFails: Rule = {
  id: 'full-walk-fails',
  severity: 'error',
  says: 'going from the heads down to the base and up again fails or leaves something, though each revision alone does not',
  needs: 'walk',
  history: (evidence) => {
    const { walk } = evidence
    if (walk === null) return []
    return [
      ...(walk.failure === null ? [] : failed(walk.failure, evidence)),
      ...(walk.provoked?.error.sqlstate === NULLS ? [failedOnRows(walk.provoked)] : []),
      ...left(walk.atBottom, 'downgrade', evidence),
      ...left(walk.atTop, 'upgrade', evidence),
    ]
  },
}

/** Generated rows hold no NULL, so a migration put it there; other values may be made up. */
const NULLS = '23502'

function failed(failure: WalkFailure, { failed, reported, past }: HistoryEvidence): readonly Draft[] {
  const { revision, direction, error } = failure
  if (failed.has(revision.id)) return []
  const cause = [...reported].find((key) => mentions(error.message, error.detail, key))
  const draft: Draft = {
    revision: revision.id,
    leg: 'walk',
    message: `the ${direction} of ${revision.id} fails in the full walk, though it passes alone,${failureText(error)}`,
    help:
      `Something that a later revision made, or that a downgrade left, stands in the way. ` +
      failureHelp(error, direction, past),
    ...locationOf(revision, direction, error),
  }
  if (cause === undefined) return [draft]
  return [
    {
      ...draft,
      severity: 'notice',
      help: `It is a consequence of the finding about ${cause}: mend that first.`,
    },
  ]
}

function failedOnRows({ revision, direction, error }: WalkFailure): Draft {
  return {
    revision: revision.id,
    leg: 'walk',
    severity: 'notice',
    message: `the ${direction} of ${revision.id} fails in the full walk when tables hold rows${failureText(error)}`,
    help:
      'A later revision leaves NULL in a column that this one does not let be NULL. Fill it in the downgrade of that revision, or here before ' +
      '`SET NOT NULL`.',
    ...locationOf(revision, direction, error),
  }
}

function left(
  changes: readonly Change[] | null,
  direction: 'upgrade' | 'downgrade',
  { history, reported, past, walk }: HistoryEvidence,
): readonly Draft[] {
  const when =
    direction === 'downgrade' ? 'after the full walk down' : 'after the full walk down and up again'
  // What is worth a notice only has been told of its revision.
  const untold = roots(without(changes ?? [], reported)).filter((change) => !isMinor(change))
  return untold.map((change) => {
    const blamed = past.makerOf(change.object) ?? walk?.stoppedAt ?? undefined
    const revision = history.revisions.find(({ id }) => id === blamed)
    return {
      ...(blamed === undefined ? {} : { revision: blamed }),
      leg: 'walk',
      object: findingObject(change.object),
      message: `${sentence(change)} ${when}`,
      differences: differencesOf(change),
      help:
        'Each revision comes back alone, so it is their order: a later revision changed the object, or made something ' +
        `that hangs on it, and its downgrade does not give that back.${blamed === undefined ? '' : ` ${named(change.object)} comes from ${blamed}.`}`,
      ...(revision === undefined ? {} : { location: atFunction(revision, direction) }),
    }
  })
}

function sentence(change: Change): string {
  switch (change.type) {
    case 'added':
      return `${named(change.object)}${withChildren(change)} is there and was not before,`
    case 'removed':
      return `${named(change.object)}${withChildren(change)} is missing`
    case 'replaced':
      return `${named(change.before)} is ${aKind(change.object.kind)}`
    case 'altered':
      return `${named(change.object)} is not as it was (${properties(differencesOf(change))})`
  }
}

function locationOf(
  revision: Revision,
  direction: Direction,
  { line }: StepError,
): Required<Pick<Draft, 'location'>> {
  return { location: line === null ? atFunction(revision, direction) : at(revision, line) }
}

/** Whether the server's words name an object; it leaves out the schema where search_path finds it. */
function mentions(message: string, detail: string | null, key: ObjectKey): boolean {
  if (/^(column|constraint) /.test(key)) return false
  const name = /(?:"((?:[^"]|"")+)"|([^."\s]+))(?:\([^()]*\))?$/.exec(key)
  const bare = name?.[1]?.replaceAll('""', '"') ?? name?.[2]
  return bare !== undefined && names(`${message}\n${detail ?? ''}`, bare)
}
