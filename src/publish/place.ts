import type { ActionInputs } from '../inputs/action-inputs.js'
import type { OutputName } from '../inputs/outputs.js'
import type { Annotation } from '../report/annotations.js'
import type { Log } from './log.js'

/** A report to write to an absolute path. */
export interface ReportFile {
  readonly format: string
  readonly path: string
  readonly text: string
}

/** What a run has to say, ready for any place. */
export interface Publication {
  /** False when there is nothing that a pull request's author should read. */
  readonly hasFindings: boolean
  /** The report as GitHub's Markdown in at most so many bytes; `pointer` says where the whole of it is. */
  markdown(maxBytes: number, pointer: string): string
  /** Their files are relative to the workspace here. */
  readonly annotations: readonly Annotation[]
  readonly reports: readonly ReportFile[]
}

/** What the places know of the job they run in. */
export interface Job {
  readonly env: Readonly<Record<string, string | undefined>>
  /** Empty when none was given. */
  readonly token: string
  /** `problems` makes a comment only when there are findings, and updates one that is there. */
  readonly comment: ActionInputs['comment']
  readonly commentKey: string
  readonly log: Log
}

/** Step outputs by name. */
export type Outputs = Readonly<Partial<Record<OutputName, string>>>

/** One place that a publication goes to. May throw; the others are served all the same. */
export interface Place {
  readonly id: string
  publish(publication: Publication, job: Job): Promise<Outputs>
}
