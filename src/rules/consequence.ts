import { objectKey, type CatalogObject } from '../model/catalog.js'
import type { Past, RevisionEvidence } from '../model/evidence.js'
import type { FindingObject } from '../model/finding.js'
import { names } from '../model/sql.js'
import type { StepError } from '../model/step.js'
import type { Draft } from './rule.js'
import { listed } from './words.js'

/** Rules that compare what stands at two moments: they find something else where a revision before failed. */
const COMPARISONS = new Set([
  'left-behind',
  'not-restored',
  'kind-changed',
  'restored-differently',
  'index-lost-on-redefine',
  'reupgrade-differs',
])

/**
 * What a rule says of an object of which a failed revision before speaks, too: a downgrade that gives back what that revision
 * should have made is right, and here it looks wrong. It is worth a notice, for which no SQL is made that would mend it.
 */
export function asConsequence(rule: string, draft: Draft, evidence: RevisionEvidence, past: Past): Draft {
  const { object } = draft
  if (!COMPARISONS.has(rule) || object === undefined || draft.severity === 'notice') return draft
  const causes = evidence.standsOnFailed.filter((id) => speaksOf(past.saidInVain(id), object, evidence))
  if (causes.length === 0) return draft
  return {
    ...draft,
    severity: 'notice',
    message: `${draft.message}${maybeConsequence(causes)}`,
    help: `What ${listed(causes)} should have made of ${object.kind} ${object.identity} was not there. Mend ${listed(causes)} first: what is wrong then is told as such.`,
  }
}

/** Of the failed revisions that this one stands on those that name something which the error or its statement names, too. */
export function causesOfFailure(error: StepError, evidence: RevisionEvidence, past: Past): readonly string[] {
  const { standsOnFailed } = evidence
  if (standsOnFailed.length === 0 || error.sqlstate === null || error.sqlstate === SYNTAX_ERROR) return []
  const told = namesIn(error, evidence, past)
  return standsOnFailed.filter((id) => told.some((name) => names(past.saidInVain(id), name)))
}

const SYNTAX_ERROR = '42601'

/** ` (it may be a consequence: r1, on which it stands, failed before it)`; empty without a cause. */
export function maybeConsequence(causes: readonly string[]): string {
  return causes.length === 0
    ? ''
    : ` (it may be a consequence: ${listed(causes)}, on which it stands, failed before it)`
}

/** True when the SQL names the object; of one that has its name only within a table, as a column has, the table as well. */
function speaksOf(
  sql: string,
  { kind, identity, name }: FindingObject,
  { before, after }: RevisionEvidence,
): boolean {
  if (!names(sql, name)) return false
  const key = objectKey(kind, identity)
  const stands = [before, after].find((snapshot) => snapshot?.objects.has(key))?.objects
  const object = stands?.get(key)
  const holder = stands?.get(object?.parent ?? '')
  return object?.slot === 'relation' || holder === undefined || names(sql, holder.name)
}

/** Kinds of objects with names of their own; those of columns are too many and too much alike. */
const SLOTS = ['relation', 'routine', 'type']
const OF_TABLE = ['column', 'constraint']

/** How the server writes what an error is about: `relation "users"`, `function one()`. */
const NAMED = /\b(?:relation|table|view|index|sequence|type|schema|constraint|function)\s+"?([\w.$]+)/g

/** The names of what an error and its statement speak of: what stands, what should stand, and what the server names. */
function namesIn(
  { message, detail, statement }: StepError,
  { before, after }: RevisionEvidence,
  { inVain }: Past,
): readonly string[] {
  const said = [message, detail, statement].join('\n')
  const standing = [before, after].flatMap((snapshot): CatalogObject[] => [
    ...(snapshot?.objects.values() ?? []),
  ])
  const known = [
    ...standing.filter(({ slot }) => SLOTS.includes(slot)),
    ...inVain.filter(({ kind }) => !OF_TABLE.includes(kind)).map(({ target }) => target),
  ]
  return [
    ...known.map(({ name }) => name).filter((name) => names(said, name)),
    ...[...message.matchAll(NAMED)].map(([, name = '']) => name.split('.').at(-1) ?? name),
  ]
}
