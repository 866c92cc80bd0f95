import type { Results } from './protocol.js'

/** The process ended while it was asked something. The message is one sentence that says how. */
export class ProcessEnded extends Error {
  override readonly name = 'ProcessEnded'
}

/** No answer came in time; the process has been killed. `running` is what it was at, where it could tell. */
export class TimedOut extends Error {
  override readonly name = 'TimedOut'
  constructor(readonly running: Results['status']) {
    super('no answer in time')
  }
}
