import type { RevisionEvidence } from '../model/evidence.js'
import type { Leg, StepError } from '../model/step.js'
import { adviseOn } from './advice.js'
import type { Draft } from './rule.js'
import { listed, shortened } from './words.js'

/** The error in words: ` with SQLSTATE 42P07: relation "x" already exists, in CREATE TABLE x on line 12`. */
export function failureText(error: StepError): string {
  const kind = error.sqlstate === null ? ` with ${error.type}` : ` with SQLSTATE ${error.sqlstate}`
  const message = shortened(error.message.split('\n')[0] ?? '', 300).replace(/\.$/, '')
  const statement = error.statement === null ? '' : `, in \`${shortened(error.statement)}\``
  const line = error.line === null ? '' : ` on line ${error.line}`
  return `${kind}: ${message}${statement}${line}`
}

/** What to do about an error: known advice, else what the server says beside it. */
export function failureHelp(error: StepError, leg: Leg): string {
  const advice = adviseOn(error, leg)
  if (advice !== null) return advice
  const told = [error.detail, error.hint].flatMap((text) => (text === null ? [] : [shortened(text, 400)]))
  return told.length > 0
    ? `PostgreSQL adds: ${told.join(' ')}`
    : `Python ends with \`${error.type}\`. Try the migration alone on a database that stands at the revision before.`
}

/** The finding about a leg that raised; nothing when it did not. `help` replaces the usual advice. */
export function failureDrafts(evidence: RevisionEvidence, leg: Leg, help?: string): readonly Draft[] {
  const { status, error } = evidence.legs[leg]
  const name = leg === 'reupgrade' ? 'second upgrade, after the downgrade,' : leg
  if (status === 'blocked') return [blocked(evidence, leg, name)]
  if (status !== 'failed' || error === null) return []
  const consequence =
    evidence.standsOnFailed.length === 0
      ? ''
      : ` (it may be a consequence: ${listed(evidence.standsOnFailed)}, on which it stands, failed before it)`
  return [
    {
      leg,
      message: `the ${name} fails${failureText(error)}${consequence}`,
      help: help ?? failureHelp(error, leg),
    },
  ]
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
