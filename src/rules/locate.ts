import type { LegEvidence, RevisionEvidence } from '../model/evidence.js'
import type { FindingObject, Location } from '../model/finding.js'
import type { Revision } from '../model/history.js'
import { mayMean } from '../model/intent.js'
import { names, wordPattern } from '../model/sql.js'
import type { Leg, Statement } from '../model/step.js'

/**
 * Where a finding points: the statement of the leg at fault that names the object, for an error its own line, else the
 * function's `def` line, else the file's first line.
 */
export function locate(
  evidence: RevisionEvidence,
  leg: Leg | 'walk' | null,
  object: FindingObject | null,
): Location {
  const { revision } = evidence
  if (leg === null || leg === 'walk') return atFunction(revision, 'upgrade')
  const { statements, error } = evidence.legs[leg]
  const made =
    object === null || leg !== 'upgrade' ? undefined : statementMaking(object, evidence.legs.upgrade)
  const line = object === null ? (error?.line ?? null) : (made?.line ?? lineNaming(statements, object))
  return line === null ? atFunction(revision, leg) : at(revision, line)
}

/** The `def` line of a migration's function; of the other one where the migration lacks it. */
export function atFunction(revision: Revision, leg: Leg): Location {
  const span =
    leg === 'downgrade' ? (revision.downgrade ?? revision.upgrade) : (revision.upgrade ?? revision.downgrade)
  return at(revision, span?.line ?? 1)
}

/** One line of a migration. */
export function at(revision: Revision, line: number): Location {
  return { file: revision.file, line, endLine: line }
}

/** The last statement that says it creates the object. */
export function statementMaking(
  object: Pick<FindingObject, 'kind' | 'schema' | 'name'>,
  { intents, statements }: LegEvidence,
): Statement | undefined {
  const made = intents.all.findLast(
    ({ act, kind, target }) => act === 'create' && kind === object.kind && mayMean(target, object),
  )
  return made === undefined ? undefined : statements[made.statement]
}

/** The statement that makes the object decides how it stands in the end; failing that the last one that names it. */
function lineNaming(statements: readonly Statement[], object: FindingObject): number | null {
  const naming = statements.filter(({ sql, line }) => line !== null && names(sql, object.name))
  // An index on it makes nothing of it.
  const other = object.kind === 'index' ? '' : '(?!\\s+(?:unique\\s+)?index\\b)'
  const makes = new RegExp(`^\\s*(create|alter)\\b${other}[^(;]*${wordPattern(object.name)}`, 'i')
  const chosen =
    naming.findLast(({ sql }) => sql.split(';').some((part) => makes.test(part))) ?? naming.at(-1)
  return chosen?.line ?? null
}
