import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import type { FailOn } from '../model/result.js'
import { readArguments, type Arguments } from './arguments.js'
import { defaultBaseRef } from './base-ref.js'
import { readCheckInputs, readReports } from './check-inputs.js'
import { helpText } from './help.js'
import type { CheckInputs } from './inputs.js'
import { didYouMean } from './nearest.js'
import { OPTIONS } from './options/all.js'
import type { CommandName } from './options/option.js'
import { FAIL_ON } from './options/verdict.js'
import { Problems } from './problems.js'
import type { Env } from './python.js'
import { spelled, Values } from './values.js'

/** What the command line asks for. Paths are absolute. */
export type Command =
  | { readonly command: 'check'; readonly inputs: CheckInputs }
  | {
      readonly command: 'report'
      readonly files: readonly string[]
      readonly reports: Readonly<Record<string, string>>
      /** Null keeps what the result files say. */
      readonly failOn: FailOn | null
    }
  | { readonly command: 'rules'; readonly id: string | null }
  | { readonly command: 'help'; readonly text: string }
  | { readonly command: 'version' }

const COMMANDS = ['check', 'report', 'rules', 'help'] as const

function refuseOptions(command: CommandName | 'rules', { raw }: Arguments, problems: Problems): void {
  for (const { name, commands } of OPTIONS) {
    if (!raw.has(name) || commands.some((known) => known === command)) continue
    problems.add(`${spelled(name)} is no option of matview-check ${command}: leave it out.`)
  }
}

function refuseWords(command: string, words: readonly string[], problems: Problems): void {
  for (const word of words) problems.add(`matview-check ${command} does not take \`${word}\`: leave it out.`)
}

function readReport(
  words: readonly string[],
  values: Values,
  given: Arguments,
  cwd: string,
  problems: Problems,
): Command {
  if (words.length === 0)
    problems.add('matview-check report needs result files: matview-check report RESULT.json.')
  const files = words.map((word) => resolve(cwd, word))
  for (const file of files) {
    if (statSync(file, { throwIfNoEntry: false })?.isFile()) continue
    problems.add(`There is no result file ${file}: give files written with --json.`)
  }
  const failOn = given.raw.has('fail-on') ? values.choice('fail-on', FAIL_ON) : null
  return { command: 'report', files, reports: readReports(values, cwd), failOn }
}

function readRules(words: readonly string[], ruleIds: readonly string[], problems: Problems): Command {
  const [id = null, ...more] = words
  refuseWords('rules', more, problems)
  if (id !== null && !ruleIds.includes(id)) {
    problems.add(`There is no rule ${id}.${didYouMean(id, ruleIds) || ' See matview-check rules.'}`)
  }
  return { command: 'rules', id }
}

/**
 * What the command line asks for; `argv` is what stands behind the program's name, `cwd` is absolute.
 * @throws ConfigError with a sentence a line for all that is wrong.
 */
export function readCommandLine(
  argv: readonly string[],
  env: Env,
  cwd: string,
  ruleIds: readonly string[],
): Command {
  const problems = new Problems()
  const given = readArguments(argv, problems)
  const [first = 'check', ...words] = given.words
  if (given.help || first === 'help') return { command: 'help', text: helpText() }
  if (given.version) return { command: 'version' }
  const name = COMMANDS.find((command) => command === first)
  if (name === undefined) {
    const commands = COMMANDS.join(', ')
    problems.add(
      `There is no command ${first}.${didYouMean(first, COMMANDS) || ` The commands are ${commands}.`}`,
    )
    problems.throwIfAny()
  }
  const values = new Values('cli', given.raw, problems)
  let command: Command
  if (name === 'report' || name === 'rules') {
    refuseOptions(name, given, problems)
    command =
      name === 'report'
        ? readReport(words, values, given, cwd, problems)
        : readRules(words, ruleIds, problems)
  } else {
    if (name === 'check') refuseWords(name, words, problems)
    const surroundings = { env, directory: cwd, ruleIds, defaultBaseRef: defaultBaseRef(env) }
    command = { command: 'check', inputs: readCheckInputs(values, surroundings) }
  }
  problems.throwIfAny()
  return command
}
