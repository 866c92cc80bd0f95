import { keyOfObject, type CatalogObject } from '../model/catalog.js'
import type { Past, RevisionEvidence } from '../model/evidence.js'
import type { Intent } from '../model/intent.js'
import { names } from '../model/sql.js'
import { findingObject, summary } from './changes.js'
import { dependentsOf } from './dependents.js'
import type { Draft, Rule } from './rule.js'
import { listed, named } from './words.js'
import { locationOf, quoted } from './written.js'

export const cascadeDropped: Rule = {
  id: 'cascade-dropped',
  severity: 'error',
  says: 'a CASCADE of the upgrade drops objects that no statement of the migration names',
  revision: (evidence, past) => {
    const cascades = evidence.legs.upgrade.intents.all.filter(({ act, cascade }) => act === 'drop' && cascade)
    if (cascades.length === 0) return []
    const taken = new Set(unnamed(evidence))
    const statements = byStatement(cascades)
    return statements.flatMap((intents) => {
      const told = [...taken].filter(tookBy(intents, statements.length === 1, evidence))
      for (const object of told) taken.delete(object)
      return told.length === 0 ? [] : [draft(told, intents[0] as Intent, evidence, past)]
    })
  },
}

/**
 * What can be only as long as the table, function or type that it needs, on whatever table it is: PostgreSQL has no other way to drop
 * that than CASCADE, or to drop these first. Where nothing else was taken the finding is a warning.
 */
const IMPLIED = new Set(['constraint', 'trigger', 'rule', 'policy'])
const KINDS = new Set([
  ...IMPLIED,
  ...['table', 'foreign table', 'view', 'materialized view', 'index', 'column', 'sequence'],
  ...['function', 'procedure', 'aggregate', 'type'],
])

/** Objects that are gone after the upgrade and that no statement of it names, nor what they hang on. */
function unnamed({ before, after, upgraded, legs }: RevisionEvidence): readonly CatalogObject[] {
  if (before === null || after === null) return []
  const { statements, intents } = legs.upgrade
  const isNamed = (name: string): boolean => statements.some(({ sql }) => names(sql, name))
  const dropped = new Set(
    intents.all.flatMap(({ act, kind, target }) =>
      act === 'drop' && kind === 'schema' ? [target.name] : [],
    ),
  )
  const removed = (upgraded ?? []).filter(({ type, object }) => type === 'removed' && KINDS.has(object.kind))
  if (removed.length === 0) return []
  const living = new Set([...after.objects.values()].map(({ slot, oid }) => `${slot} ${oid}`))
  return removed.flatMap(({ object }) => {
    if (living.has(`${object.slot} ${object.oid}`)) return []
    if (object.schema !== null && dropped.has(object.schema)) return []
    // A column's name says little: it may be that of its type.
    if (object.kind !== 'column' && isNamed(object.name)) return []
    const above = [...holders(object, before.objects)]
    return above.some(({ name }) => isNamed(name)) ? [] : [object]
  })
}

/** What the object hangs on or is a partition of. */
function* holders(
  object: CatalogObject,
  objects: ReadonlyMap<string, CatalogObject>,
): Iterable<CatalogObject> {
  const parents = object.properties['inherits']
  const isPartition = object.properties['partition_bound'] !== undefined && Array.isArray(parents)
  const above = isPartition ? parents.map((parent) => `table ${String(parent)}`) : [object.parent ?? '']
  for (const key of above) {
    const holder = objects.get(key)
    if (holder === undefined) continue
    yield holder
    yield* holders(holder, objects)
  }
}

function byStatement(cascades: readonly Intent[]): readonly (readonly Intent[])[] {
  const statements = [...new Set(cascades.map(({ statement }) => statement))]
  return statements.map((one) => cascades.filter(({ statement }) => statement === one))
}

/**
 * Which of the objects the drops of one statement took: by what the catalog says that depends on what, and by the server's own notice
 * where only this statement can be meant.
 */
function tookBy(
  intents: readonly Intent[],
  only: boolean,
  { before, after, legs }: RevisionEvidence,
): (object: CatalogObject) => boolean {
  if (before === null || after === null) return () => false
  const dependents = dependentsOf(intents, before, after)
  const notices = legs.upgrade.notices.filter(({ message }) => message.startsWith('drop cascades to'))
  return (object) =>
    dependents.has(keyOfObject(object)) ||
    (only && notices.some(({ message }) => names(message, object.name)))
}

function draft(
  taken: readonly CatalogObject[],
  intent: Intent,
  evidence: RevisionEvidence,
  past: Past,
): Draft {
  const { upgrade } = evidence.legs
  const told = taken.map((object) => {
    const maker = past.makerOf(object)
    return `${named(object)}${maker === null ? '' : ` (made by ${maker})`}`
  })
  const first = taken[0] as CatalogObject
  return {
    leg: 'upgrade',
    object: findingObject(first),
    message:
      `${quoted(upgrade, intent)} also drops ${listed(told, 8)}, ` +
      `which ${taken.length === 1 ? 'is' : 'are'} named nowhere in the upgrade`,
    differences: taken.map((object) => ({
      property: `${object.kind} ${object.identity}`,
      old: summary(object),
      new: null,
    })),
    help:
      '`CASCADE` takes whatever depends on the object, in each database something else, and says so only in a notice. Leave it ' +
      `out: PostgreSQL then lists what stands in the way. Drop ${taken.length === 1 ? 'it' : 'each of them'} by name first, and make ` +
      'again at the end of `upgrade()` what must stay, with its indexes and grants; `downgrade()` then drops that first, too.',
    ...(taken.every(({ kind }) => IMPLIED.has(kind)) ? { severity: 'warning' as const } : {}),
    ...locationOf(evidence, upgrade, intent),
  }
}
