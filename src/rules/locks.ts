import { keyOfObject, type CatalogObject, type Snapshot } from '../model/catalog.js'
import type { Past, RevisionEvidence } from '../model/evidence.js'
import type { Intent } from '../model/intent.js'
import { roomFor, type LockRoom } from '../model/lock-room.js'
import { objectsOn, relationsNamed } from '../model/object-index.js'
import type { Leg } from '../model/step.js'
import { writtenName } from './written.js'

/** What is known of the locks of a leg that took too many, `about` null of a step of the full walk: `It needs more than …`. */
export function lockStory(
  { lockRoom }: Past,
  about: { evidence: RevisionEvidence; leg: Leg } | null,
): string {
  const room = lockRoom === null ? '' : roomStory(lockRoom)
  if (about === null) return room
  const { evidence, leg } = about
  const named = relationsOf(evidence, leg)
  const { locks = 0, statements } = evidence.legs[leg]
  return [room, seenStory(locks), named === 0 ? '' : namedStory(named, statements.length)]
    .filter(Boolean)
    .join(' ')
}

/** `max_prepared_transactions` is 0 unless somebody set it. */
function roomStory(room: LockRoom): string {
  const { perTransaction, connections, prepared } = room
  const sessions =
    prepared === 0
      ? `\`max_connections\` ${connections}`
      : `(\`max_connections\` ${connections} + \`max_prepared_transactions\` ${prepared})`
  return (
    `It needs more than the ${number(roomFor(room))} at once that this server is sure to have room for ` +
    `(\`max_locks_per_transaction\` ${perTransaction} × ${sessions}).`
  )
}

/** A server finds room for more than it promises. */
function seenStory(locks: number): string {
  return locks === 0
    ? ''
    : `It held ${number(locks)} when it was last looked at, and the server had no room for more.`
}

/** How many locks a relation takes is tried in `__tests__/rules/locks.test.ts`. */
function namedStory(named: number, statements: number): string {
  return (
    `Before the statement that failed, its ${number(statements + 1)}${ending(statements + 1)}, it had named ${number(named)} ` +
    `${named === 1 ? 'relation' : 'relations'}, indexes included; where one is made or dropped it takes about three to nine, ` +
    'with its TOAST table, types and constraints.'
  )
}

function ending(place: number): string {
  const last = /1[123]$/.test(String(place)) ? 0 : place % 10
  return ['th', 'st', 'nd', 'rd'][last] ?? 'th'
}

/** How many relations the statements that passed name, with the indexes that stood on them. */
function relationsOf({ legs, before, after }: RevisionEvidence, leg: Leg): number {
  const stood = leg === 'downgrade' ? after : before
  const found = new Set(legs[leg].intents.all.filter(isOfRelation).flatMap((intent) => keysOf(intent, stood)))
  for (const key of found) {
    const relation = stood?.objects.get(key)
    const hanging = stood === null || relation === undefined ? [] : objectsOn(stood, relation)
    for (const one of hanging) if (isIndex(one)) found.add(keyOfObject(one))
  }
  return found.size
}

const RELATIONS = ['table', 'foreign table', 'view', 'materialized view', 'index', 'sequence']

function isOfRelation({ kind }: Intent): boolean {
  return RELATIONS.includes(kind)
}

function keysOf({ target }: Intent, stood: Snapshot | null): readonly string[] {
  const standing = stood === null ? [] : relationsNamed(target, stood).map(keyOfObject)
  return standing.length > 0 ? standing : [writtenName(target)]
}

/** A constraint that an index enforces stands for it. */
function isIndex({ kind, properties }: CatalogObject): boolean {
  const enforced = /^(PRIMARY KEY|UNIQUE|EXCLUDE)/.test(String(properties['definition']))
  return kind === 'index' || (kind === 'constraint' && enforced)
}

function number(value: number): string {
  return value.toLocaleString('en-US')
}
