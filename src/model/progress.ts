import type { Finding } from './finding.js'
import type { RevisionResult } from './result.js'

/** What a run tells while it goes on. Every hook is optional. */
export interface Progress {
  /** A sentence about set-up, such as waiting for the server. */
  note?(text: string): void
  /** What was made outside the scratch databases is now this: text for whoever cleans up should the run be killed. */
  made?(told: string): void
  /** The plan is made: `checked` revisions get their three legs, `total` are applied. */
  planned?(total: number, checked: number): void
  /** A revision begins. */
  revisionStarted?(id: string, index: number, total: number): void
  /** A revision is done, with what was found on it. */
  revisionDone?(revision: RevisionResult, findings: readonly Finding[]): void
  /** The full walk has taken `done` of `total` steps. */
  walkStep?(done: number, total: number): void
}
