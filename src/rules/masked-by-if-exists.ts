import { keyOfObject, type CatalogObject } from '../model/catalog.js'
import type { Change } from '../model/change.js'
import type { Past, RevisionEvidence } from '../model/evidence.js'
import type { Intent } from '../model/intent.js'
import { names } from '../model/sql.js'
import { adopted, unlike } from './adopted.js'
import { findingObject } from './changes.js'
import { isTarget } from './dependents.js'
import type { Draft, Rule } from './rule.js'
import { notUndone } from './undone.js'
import { listed, named } from './words.js'
import { locationOf, quoted, writtenName } from './written.js'

export const maskedByIfExists: Rule = {
  id: 'masked-by-if-exists',
  severity: 'warning',
  says: '`IF EXISTS` or `IF NOT EXISTS` let a statement do nothing where it should have done something',
  revision: (evidence, past) => [...adoptions(evidence, past), ...skips(evidence)],
}

/** CREATE … IF NOT EXISTS that found an object of another shape, or one that the downgrade then takes from who made it. */
function adoptions(evidence: RevisionEvidence, past: Past): readonly Draft[] {
  const { legs, before, after } = evidence
  if (legs.upgrade.status !== 'passed' || before === null || after === null) return []
  const lost = new Set(objectsOf('removed', notUndone(evidence)).map(keyOfObject))
  return legs.upgrade.intents.all.flatMap((intent): readonly Draft[] => {
    if (intent.act !== 'create' || !intent.conditional) return []
    const object = adopted(intent, before, after)
    if (object === null) return []
    const maker = past.makerOf(object)
    const is = unlike(intent, object, before, after)
    if (is === null && (maker === null || maker === evidence.revision.id || !lost.has(keyOfObject(object))))
      return []
    return [
      {
        leg: 'upgrade',
        object: findingObject(object),
        message:
          `${quoted(legs.upgrade, intent)} makes nothing: ${named(object)}${maker === null ? '' : `, made by ${maker},`} stands already` +
          `${is === null ? ', and the downgrade drops it' : ` and ${is}`}`,
        help:
          is === null
            ? `Undoing this revision takes from ${maker} what it made. Let one revision make it, and the other neither make nor drop it.`
            : '`IF NOT EXISTS` asks only for the name. Drop the old one first, or choose another name, so that what the migration says ' +
              'is what stands.',
        ...locationOf(evidence, legs.upgrade, intent),
      },
    ]
  })
}

/** DROP … IF EXISTS of a downgrade that found nothing, while something of that kind that the upgrade made is left. */
function skips(evidence: RevisionEvidence): readonly Draft[] {
  const { downgrade } = evidence.legs
  const left = objectsOf('added', notUndone(evidence))
  const skipped = downgrade.intents.all.filter((intent) => isSkipped(intent, evidence))
  return skipped.flatMap((intent): readonly Draft[] => {
    const alike = left.filter((object) => mayBeMeant(object, intent))
    const rivals = skipped.filter(({ kind }) => kind === intent.kind)
    const near = alike.filter(({ name }) => isNear(name, intent.target.name))
    const meant = near.length > 0 ? near : alike.length === 1 && rivals.length === 1 ? alike : []
    const [first] = meant
    if (first === undefined) return []
    return [
      {
        leg: 'downgrade',
        object: findingObject(first),
        message: `${quoted(downgrade, intent)} drops nothing, while ${listed(meant.map(named))} ${meant.length === 1 ? 'stays' : 'stay'}`,
        help:
          `No ${intent.kind} is called ${writtenName(intent.target)} there, and \`IF EXISTS\` keeps that quiet. If ${first.identity} is meant, ` +
          'write its name as the upgrade does. Without `IF EXISTS` the downgrade would have failed here and told so.',
        ...locationOf(evidence, downgrade, intent),
      },
    ]
  })
}

/** Of one kind, and on the relation that the drop names, unless that alone is written wrongly. */
function mayBeMeant({ kind, name, parent }: CatalogObject, intent: Intent): boolean {
  const { on, target } = intent
  return kind === intent.kind && (on === null || name === target.name || names(parent ?? '', on.name))
}

/** True for a guarded drop that had nothing to drop, by the catalog or by the server's notice. */
function isSkipped(intent: Intent, { after, legs }: RevisionEvidence): boolean {
  const { intents, notices } = legs.downgrade
  if (intent.act !== 'drop' || !intent.conditional || intent.kind === 'schema') return false
  // A drop before a CREATE of the same name only makes room.
  if (
    after === null ||
    intents.all.some(({ act, target }) => act === 'create' && target.name === intent.target.name)
  )
    return false
  const stood = [...after.objects.values()].some((object) => isTarget(object, intent))
  return (
    !stood ||
    notices.some(
      ({ message }) => /does not exist, skipping$/.test(message) && names(message, intent.target.name),
    )
  )
}

/** True when two thirds of the longer name stand at the beginning and end of the other. */
function isNear(one: string, other: string): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one]
  let start = 0
  while (start < short.length && short[start] === long[start]) start++
  let end = 0
  while (end < short.length - start && short.at(-1 - end) === long.at(-1 - end)) end++
  return (start + end) * 3 >= long.length * 2
}

/** Without what came or went with an object that is given itself. */
function objectsOf(type: 'added' | 'removed', changes: readonly Change[]): readonly CatalogObject[] {
  return changes.flatMap((change) =>
    change.type === type ? [change.object] : objectsOf(type, change.children),
  )
}
