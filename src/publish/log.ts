import { endGroup, info, startGroup, warning } from '@actions/core'
import { neutralise } from './workflow-command.js'

/** Where a place tells what it did and what it could not do. Given text is never read as a workflow command. */
export interface Log {
  info(text: string): void
  warning(text: string): void
}

/** The log of a job in GitHub Actions; a warning is also an annotation of the job. */
export const actionLog = {
  info: (text: string): void => info(neutralise(text)),
  warning: (text: string): void => warning(text, { title: 'matview-check' }),
  startGroup: (title: string): void => startGroup(title),
  endGroup: (): void => endGroup(),
} satisfies Log & Record<string, unknown>
