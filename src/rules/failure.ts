import type { Past, RevisionEvidence } from '../model/evidence.js'
import type { Leg, StepError } from '../model/step.js'
import { adviseOn } from './advice.js'
import { causesOfFailure, maybeConsequence } from './consequence.js'
import { at } from './locate.js'
import { lockStory } from './locks.js'
import type { Draft } from './rule.js'
import { constraintStory } from './unnamed-constraint.js'
import { listed, shortened } from './words.js'

const OUT_OF_MEMORY = '53200'

/** The error in words: ` with SQLSTATE 42P07: relation "x" already exists, in CREATE TABLE x on line 12`, ` with KeyError on line 12: 'x'`. */
export function failureText(error: StepError): string {
  const kind = error.sqlstate === null ? ` with ${error.type}` : ` with SQLSTATE ${error.sqlstate}`
  const message = shortened(error.message.split('\n')[0] ?? '', 300).replace(/\.$/, '')
  const line = error.line === null ? '' : ` on line ${error.line}`
  return error.statement === null
    ? `${kind}${line}: ${message}`
    : `${kind}: ${message}, in \`${shortened(error.statement)}\`${line}`
}

/** What to do about an error: known advice, else what the server says beside it. Without `evidence` it is a step of the full walk. */
export function failureHelp(
  error: StepError,
  leg: Leg,
  past: Past,
  evidence: RevisionEvidence | null = null,
): string {
  const tooMany = error.sqlstate === OUT_OF_MEMORY
  const locks = tooMany ? lockStory(past, evidence === null ? null : { evidence, leg }) : ''
  const constraint = constraintStory(error.message, evidence)
  const advice = adviseOn(error, leg, { locks, constraint })
  if (advice !== null) return advice
  const told = [error.detail, error.hint].flatMap((text) => (text === null ? [] : [shortened(text, 400)]))
  return told.length > 0
    ? `PostgreSQL adds: ${told.join(' ')}`
    : `Python ends with \`${error.type}\`. Try the migration alone on a database that stands at the revision before.`
}

/** The finding about a leg that raised; nothing when it did not. `help` replaces the usual advice. */
export function failureDrafts(
  evidence: RevisionEvidence,
  leg: Leg,
  past: Past,
  help?: string,
): readonly Draft[] {
  const { status, error } = evidence.legs[leg]
  const provoked = evidence.data?.provoked
  if (provoked?.leg === leg) return [onRowsOnly(leg, provoked.error, evidence)]
  const name = leg === 'reupgrade' ? 'second upgrade, after the downgrade,' : leg
  if (status === 'blocked') return [blocked(evidence, leg, name)]
  if (status !== 'failed' || error === null) return []
  const consequence = maybeConsequence(causesOfFailure(error, evidence, past))
  return [
    {
      leg,
      message: `the ${name} fails${failureText(error)}${consequence}`,
      help: help ?? failureHelp(error, leg, past, evidence),
    },
  ]
}

/** What every row provokes, whatever it holds: it stands in a table to which a column is added. */
const BY_ANY_ROW = /\badd\s+(column\s+)?(?!constraint\b)/i

function onRowsOnly(leg: Leg, error: StepError, { revision }: RevisionEvidence): Draft {
  const always = error.sqlstate === '23502' && BY_ANY_ROW.test(error.statement ?? '')
  const cause = always
    ? 'A new column that is NOT NULL needs a default, or must be filled before it is made NOT NULL.'
    : 'It may be the values alone that provoke it: they were made up from types and constraints.'
  return {
    leg,
    severity: always ? 'warning' : 'notice',
    ...(error.line === null ? {} : { location: at(revision, error.line) }),
    message: `the ${leg === 'reupgrade' ? 'second upgrade' : leg} fails when tables hold rows${failureText(error)}`,
    help:
      `It passes on empty tables; only the rows that matview-check generated provoke it. ${cause} Where production has such ` +
      'rows it fails there, too. Give rows like yours with `--seed`, or none with `--seed none`.',
  }
}

function blocked({ legs, standsOnFailed }: RevisionEvidence, leg: Leg, name: string): Draft {
  const { error } = legs[leg]
  const cause = standsOnFailed.length === 0 ? 'a revision before it' : listed(standsOnFailed)
  return {
    leg,
    severity: 'notice',
    message: `the ${name} could not be judged because ${cause} failed`,
    help: `It needs what ${cause} should have made. Mend that first.${error === null ? '' : ` It ended${failureText(error)}.`}`,
  }
}
