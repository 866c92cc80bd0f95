import type { Difference } from './change.js'
import type { Leg } from './step.js'

/** From worst to mildest. */
export const SEVERITIES = ['error', 'warning', 'notice'] as const
export type Severity = (typeof SEVERITIES)[number]

/** The object of the catalog that a finding is about. */
export interface FindingObject {
  readonly kind: string
  readonly schema: string | null
  readonly name: string
  readonly identity: string
}

/** Lines of a migration file, relative to the working directory. */
export interface Location {
  readonly file: string
  readonly line: number
  readonly endLine: number
}

/** What to write instead. */
export interface Fix {
  /** The migration's function it belongs in. */
  readonly function: 'upgrade' | 'downgrade'
  /** SQL statements in the order in which they must run, without closing semicolons. */
  readonly sql: readonly string[]
  /** True only when they were run on a scratch database and mended it. */
  readonly tried: boolean
  /** Why they did not mend it when they were run; absent when they did, or were not run. */
  readonly failed?: string
  /** The object of a finding told before, where one fix mends both: `type public.status`. */
  readonly sameAs?: string
}

/** One difference in words that a report can print; `null` means absent. */
export interface FindingDifference {
  readonly property: string
  readonly old: Difference['old']
  readonly new: Difference['new']
}

/** One problem of the user's migrations. */
export interface Finding {
  readonly rule: string
  readonly severity: Severity
  /** Null when the finding is about the history as a whole. */
  readonly revision: string | null
  readonly leg: Leg | 'walk' | null
  readonly object: FindingObject | null
  /** One sentence: what is wrong. */
  readonly message: string
  readonly differences: readonly FindingDifference[]
  /** Why it matters and what to do, in a short paragraph. Plain text; `code` in backticks. */
  readonly help: string
  readonly fix: Fix | null
  readonly location: Location | null
  /** Equal for the same problem in two runs: made of rule, revision, leg and object. */
  readonly fingerprint: string
  /** Only in a merged result of several environments: positions in `environments` where it was found. */
  readonly where?: readonly number[]
}
