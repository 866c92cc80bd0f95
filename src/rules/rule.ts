import type { HistoryEvidence, Past, RevisionEvidence } from '../model/evidence.js'
import type { FindingDifference, FindingObject, Fix, Location, Severity } from '../model/finding.js'
import type { Leg } from '../model/step.js'

/** A finding as its rule makes it; what is left out is filled in by `judge.ts`. */
export interface Draft {
  /** Only a rule over the history names it; a rule over a revision speaks of that revision. */
  readonly revision?: string
  readonly leg: Leg | 'walk' | null
  readonly object?: FindingObject
  /** One sentence: what is wrong. */
  readonly message: string
  /** Why it matters and what to do. */
  readonly help: string
  readonly differences?: readonly FindingDifference[]
  readonly fix?: Fix
  readonly location?: Location
  /** The rule that tells more of the same cause: this is left out where that one speaks of the same object, no less severely. */
  readonly toldBy?: string
  /** Where it is milder than the rule's own severity. */
  readonly severity?: Severity
}

/** A rule is data and one function: over each checked revision, or once over the whole history. */
export interface Rule {
  /** Kebab-case and final: users write it in their ignores. */
  readonly id: string
  readonly severity: Severity
  /** One sentence without a full stop: what a finding of this rule says. */
  readonly says: string
  readonly revision?: (evidence: RevisionEvidence, past: Past) => readonly Draft[]
  readonly history?: (evidence: HistoryEvidence) => readonly Draft[]
  /** Without which part of the history's evidence it cannot speak. */
  readonly needs?: 'walk' | 'heads'
}
