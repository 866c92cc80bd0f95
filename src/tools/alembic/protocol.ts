import type { History } from '../../model/history.js'
import type { DatabaseTarget } from '../../model/server.js'
import type { Direction, StepReport } from '../../model/step.js'
import type { OpenedEnvironment, ToolVersions } from '../tool.js'

/**
 * The number of the protocol between this program and alembic_driver.py. Both sides are in one bundle, so a difference
 * means a broken installation. One JSON object a line, in ASCII, over the child's file descriptor 3 in both directions:
 * the driver says hello, then answers requests by their id, one at a time, `status` alone also while another runs.
 */
export const PROTOCOL = 1

/** The file descriptor of the channel in the child. */
export const CHANNEL = 3

/** The driver's exit code when the command that starts Python did not pass the channel on. */
export const NO_CHANNEL = 93

/** What each request carries. */
export interface Requests {
  /** Loads the configuration and all migration files. Once, and first. */
  load: {
    readonly config: string
    readonly section: string | null
    readonly xArguments: readonly string[]
    readonly urlVariables: readonly string[]
  }
  open: { readonly database: DatabaseTarget }
  step: { readonly revision: string; readonly direction: Direction; readonly stamp: boolean }
  close: Readonly<Record<never, never>>
  /** Asks for the statement that the server is working on. */
  status: Readonly<Record<never, never>>
}

/** What each answer carries. */
export interface Results {
  load: { readonly versions: ToolVersions; readonly history: History }
  open: OpenedEnvironment
  step: StepReport
  close: null
  status: { readonly statement: string | null; readonly line: number | null }
}

export type Operation = keyof Requests

/** The first line of the driver. */
export interface Hello {
  readonly hello: number
}

/** `config`: the project's set-up is at fault, and `message` is a sentence for its user. */
export interface Failure {
  readonly kind: 'config' | 'internal'
  readonly message: string
}

export type Reply =
  { readonly id: number; readonly result: unknown } | { readonly id: number; readonly error: Failure }
