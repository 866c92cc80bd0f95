import { keyOfObject, type CatalogObject, type Snapshot } from '../model/catalog.js'
import type { LegEvidence, RevisionEvidence } from '../model/evidence.js'
import type { Intent } from '../model/intent.js'
import { objectsOfKind, relationsNamed } from '../model/object-index.js'
import { names } from '../model/sql.js'
import type { Draft, Rule } from './rule.js'
import { aKind, named } from './words.js'
import { locationOf, quoted, writtenName, writtenObject } from './written.js'

export const promisedButMissing: Rule = {
  id: 'promised-but-missing',
  severity: 'error',
  says: 'a statement of the upgrade creates or drops a materialized view or an index, and after it nothing of that has happened',
  revision: (evidence) => {
    const { before, after, legs } = evidence
    if (legs.upgrade.status !== 'passed' || before === null || after === null) return []
    return legs.upgrade.intents.all.flatMap((intent, place): readonly Draft[] => {
      if (!['materialized view', 'index'].includes(intent.kind)) return []
      if (intent.act === 'create') return missing(intent, place, evidence, before, after)
      return intent.act === 'drop' ? standing(intent, evidence, before, after) : []
    })
  },
}

/** What a statement creates and is not there, where nothing that came later may have taken it. */
function missing(
  intent: Intent,
  place: number,
  evidence: RevisionEvidence,
  before: Snapshot,
  after: Snapshot,
): readonly Draft[] {
  const { upgrade } = evidence.legs
  const found = relationsNamed(intent.target, after)
  if (found.some((object) => isWanted(object, intent, after)) || mayBeTaken(intent, place, upgrade)) return []
  if (intent.kind === 'index' && !canStand(intent, upgrade, after)) return []
  const stood = found.filter(({ oid }) =>
    relationsNamed(intent.target, before).some((one) => one.oid === oid),
  )
  // An extension may make something else of it, as TimescaleDB does of a continuous aggregate.
  if (stood.length < found.length) return []
  const [other] = stood
  const wanted = `${intent.kind} ${writtenName(intent.target)}`
  const on = intent.on === null ? '' : ` on ${writtenName(intent.on)}`
  return [
    {
      leg: 'upgrade',
      object: writtenObject(intent),
      message: `${quoted(upgrade, intent)} passes, but after the upgrade there is no ${wanted}${on}${other === undefined ? '' : `: the name belongs to ${whose(other)}`}`,
      help: other === undefined ? OWN_CONNECTION : taken(other),
      ...locationOf(evidence, upgrade, intent),
    },
  ]
}

function whose(object: CatalogObject): string {
  const relation = object.kind === 'index' ? (object.parent ?? '') : ''
  return `${named(object)}${relation === '' ? '' : ` on ${relation}`}`
}

function taken({ kind }: CatalogObject): string {
  return (
    `\`IF NOT EXISTS\` asks only whether the name is taken, by whatever kind of relation; here ${aKind(kind)} holds it, and nothing is made. ` +
    'Choose another name, or drop or rename what holds it first.'
  )
}

const OWN_CONNECTION =
  'The statement was sent and not refused, so it was undone or never committed. Usual cause: a second connection, such as ' +
  '`engine.connect()`, which rolls back when it is closed without `commit()`. Run it on the migration’s own connection: `op.execute(...)`.'

function isWanted(object: CatalogObject, { kind, on }: Intent, { objects }: Snapshot): boolean {
  return object.kind === kind && (on === null || objects.get(object.parent ?? '')?.name === on.name)
}

/** True when a later statement of the leg names it or what it is on, or may take more than it names. */
function mayBeTaken(
  { target, on, statement }: Intent,
  place: number,
  { intents, statements }: LegEvidence,
): boolean {
  if (intents.opaque.some((position) => position >= statement)) return true
  const called = new Set([target.name, ...(on === null ? [] : [on.name])])
  const later = intents.all
    .slice(place + 1)
    .some(
      (intent) =>
        ['drop', 'rename', 'move'].includes(intent.act) &&
        (intent.cascade ||
          intent.kind === 'schema' ||
          called.has(intent.target.name) ||
          called.has(intent.on?.name ?? '')),
    )
  // ALTER TABLE … ADD CONSTRAINT … USING INDEX renames the index and makes it part of the constraint.
  return (
    later ||
    statements.slice(statement).some(({ sql }) => /\busing\s+index\b/i.test(sql) && names(sql, target.name))
  )
}

/** False for an index of a temporary table, and where the index of a constraint may have the name. */
function canStand({ target, on }: Intent, { statements }: LegEvidence, after: Snapshot): boolean {
  if (on === null || relationsNamed(on, after).length === 0) return false
  if (statements.some(({ sql }) => /\btemp(orary)?\b/i.test(sql) && names(sql, on.name))) return false
  return !objectsOfKind(after, 'constraint').some(({ name }) => name === target.name)
}

/** What a statement drops and is the very same as before. */
function standing(
  intent: Intent,
  evidence: RevisionEvidence,
  before: Snapshot,
  after: Snapshot,
): readonly Draft[] {
  const { upgrade } = evidence.legs
  // Without a schema IF EXISTS finds nothing where the search_path does not lead.
  if ((intent.conditional && intent.target.schema === null) || upgrade.intents.opaque.length > 0) return []
  if (isMadeToo(intent, upgrade)) return []
  const stood = relationsNamed(intent.target, before).filter(({ kind }) => kind === intent.kind)
  const [first] = stood
  const still = stood.every((one) => after.objects.get(keyOfObject(one))?.oid === one.oid)
  if (first === undefined || !still) return []
  return [
    {
      leg: 'upgrade',
      object: writtenObject(intent),
      message: `${quoted(upgrade, intent)} passes, but ${named(first)} still stands after the upgrade`,
      help: OWN_CONNECTION,
      ...locationOf(evidence, upgrade, intent),
    },
  ]
}

/** True when the leg makes something of the name, too, if only on a temporary table: the drop may mean that. */
function isMadeToo({ target }: Intent, { intents, statements }: LegEvidence): boolean {
  return (
    intents.all.some(
      ({ act, target: { name }, becomes }) =>
        (act === 'create' && name === target.name) || (act === 'rename' && becomes === target.name),
    ) || statements.some(({ sql }) => /\btemp(orary)?\b/i.test(sql) && names(sql, target.name))
  )
}
