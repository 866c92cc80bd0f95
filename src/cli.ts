import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { check } from './check.js'
import { readCommandLine, type Command } from './inputs/commands.js'
import type { CheckInputs } from './inputs/inputs.js'
import { CancelledError, ConfigError } from './model/errors.js'
import type { CheckResult } from './model/result.js'
import { VERSION } from './model/version.js'
import { describeBug } from './publish/bug.js'
import { writeReport } from './publish/files.js'
import { watch } from './publish/progress.js'
import { neutralise } from './publish/workflow-command.js'
import { FORMATS } from './report/formats/all.js'
import { mergeResults, withFailOn } from './report/merge.js'
import { parseResult } from './report/parse.js'
import { renderTerminal } from './report/terminal.js'
import { RULES } from './rules/all.js'
import { explainRule, listRules } from './rules/explain.js'

/** The numbers that the shell gives a process ended by a signal. */
const SIGNALS = { SIGINT: 130, SIGTERM: 143 } as const

const stopped = new AbortController()
let exitOnStop = 1
for (const [signal, code] of Object.entries(SIGNALS))
  process.on(signal, () => {
    exitOnStop = code
    stopped.abort()
  })

async function main(): Promise<number> {
  const ids = RULES.map(({ id }) => id)
  const command = readCommandLine(process.argv.slice(2), process.env, process.cwd(), ids)
  switch (command.command) {
    case 'help':
      return print(command.text)
    case 'version':
      return print(`${VERSION}\n`)
    case 'rules':
      return print(command.id === null ? listRules() : explainRule(command.id))
    case 'report':
      return publish(await readResults(command), command.reports)
    case 'check':
      return publish(await checkWatched(command.inputs), command.inputs.reports)
  }
}

async function checkWatched(inputs: CheckInputs): Promise<CheckResult> {
  const progress = watch(process.stderr)
  const runId = randomBytes(6).toString('hex')
  try {
    return await check(inputs, { runId, version: VERSION, signal: stopped.signal, progress })
  } finally {
    progress.stop()
  }
}

async function readResults({ files, failOn }: Extract<Command, { command: 'report' }>): Promise<CheckResult> {
  const results = await Promise.all(
    files.map(async (file) => parseResult(await readFile(file, 'utf8'), file)),
  )
  const merged = mergeResults(results, files)
  return failOn === null ? merged : withFailOn(merged, failOn)
}

/** Writes the reports that were asked for. Standard output is the terminal's text unless one of them takes it. */
async function publish(result: CheckResult, reports: Readonly<Record<string, string>>): Promise<number> {
  const wanted = FORMATS.filter(({ id }) => reports[id] !== undefined)
  for (const { id, render } of wanted) await writeReport(id, reports[id] ?? '-', render(result))
  if (!Object.values(reports).includes('-')) {
    const { isTTY, columns } = process.stdout
    const color = isTTY && process.env['NO_COLOR'] === undefined
    await writeReport(
      'terminal',
      '-',
      renderTerminal(result, { color, ...(columns ? { width: columns } : {}) }),
    )
  }
  return result.verdict === 'failed' ? 1 : 0
}

async function print(text: string): Promise<number> {
  await writeReport('text', '-', text)
  return 0
}

function explain(error: unknown): number {
  if (stopped.signal.aborted || error instanceof CancelledError) {
    process.stderr.write('Cancelled. The scratch databases have been dropped.\n')
    return exitOnStop
  }
  if (error instanceof ConfigError) {
    process.stderr.write(`${neutralise(error.message)}\n`)
    return 2
  }
  process.stderr.write(`${neutralise(describeBug(error, process.env))}\n`)
  if (process.argv.includes('--verbose') && error instanceof Error) process.stderr.write(`${error.stack}\n`)
  return 3
}

process.exit(await main().catch(explain))
