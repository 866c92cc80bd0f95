import cliProgress, { type Options, type Params } from 'cli-progress'
import type { Finding } from '../model/finding.js'
import type { Progress } from '../model/progress.js'
import type { RevisionResult } from '../model/result.js'
import { neutralise, oneLine } from './workflow-command.js'

/** Progress that can be watched. `stop` takes a bar off the terminal; it may be called twice. */
export type Watched = Progress & { stop(): void }

/** A stream with a terminal at its other end or not. */
export type ProgressStream = NodeJS.WritableStream & { readonly isTTY?: boolean }

/** A bar where someone is watching, plain lines in a log. Standard error in both cases is the caller's choice. */
export function watch(stream: ProgressStream): Watched {
  return stream.isTTY ? bar(stream) : lines((line) => void stream.write(`${neutralise(line)}\n`))
}

/** A bar with the revision at work and the time left. Steps of the full walk go on where the revisions end. */
export function bar(stream: ProgressStream): Watched {
  const view = new cliProgress.SingleBar({
    stream,
    format: barLine,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 24,
    hideCursor: true,
    clearOnComplete: true,
    etaBuffer: 50,
  })
  let running = false
  const stop = (): void => {
    if (running) view.stop()
    running = false
  }
  const begin = (total: number, done: number, doing: string): void => {
    stop()
    if (total === 0) return
    view.start(total, done, { doing })
    running = true
  }
  return {
    note: (text) => {
      stop()
      stream.write(`${oneLine(text)}\n`)
    },
    planned: (total) => begin(total, 0, ''),
    revisionStarted: (id, index, total) => {
      if (!running) begin(total, index, '')
      view.update(index, { doing: oneLine(id) })
    },
    revisionDone: () => view.increment(),
    walkStep: (done, total) => {
      if (done <= 1 || !running) begin(total, done, 'full walk, down and up again')
      view.update(done)
    },
    stop,
  }
}

function barLine(
  options: Options,
  { progress, value, total, eta }: Params,
  payload: { doing: string },
): string {
  // Before the first step is done, and when it takes very long, cli-progress has no number here.
  const left = value > 0 && Number.isFinite(eta) ? `${timeText(eta)} left` : ''
  return ` ${cliProgress.Format.BarFormat(progress, options)} ${value}/${total}  ${left}  ${payload.doing}`
}

/** `7 s`, `3 min 20 s` */
function timeText(seconds: number): string {
  const whole = Math.ceil(seconds)
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`
}

/** At most about so many lines for revisions without a finding, however long the history is. */
const quietLines = 100

/** One line for each checked revision, fewer for long histories; every revision with a finding has its line. */
export function lines(print: (line: string) => void): Watched {
  let every = 1
  let done = 0
  return {
    note: (text) => print(oneLine(text)),
    planned: (total, checked) => {
      every = Math.max(1, Math.ceil(checked / quietLines))
      print(`Checking ${checked} of ${total} ${total === 1 ? 'revision' : 'revisions'}`)
    },
    revisionDone: (revision, findings) => {
      if (revision.legs.length === 0) return
      done++
      if (findings.length > 0 || done % every === 0) print(revisionLine(revision, findings))
    },
    walkStep: (step, total) => {
      if (step === 1) print(`Full walk: ${total} steps down and up again`)
    },
    stop: () => undefined,
  }
}

function revisionLine(revision: RevisionResult, findings: readonly Finding[]): string {
  const milliseconds = revision.legs.reduce((sum, leg) => sum + leg.milliseconds, 0)
  const rules = [...new Set(findings.map(({ severity, rule }) => `${severity} ${rule}`))]
  const verdict = rules.length === 0 ? 'ok' : rules.join(', ')
  return oneLine(`${revision.id} ${revision.message}: ${verdict} (${Math.round(milliseconds)} ms)`)
}
