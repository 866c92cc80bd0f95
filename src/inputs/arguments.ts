import { Command } from 'commander'
import { didYouMean } from './nearest.js'
import { optionsOf } from './options/all.js'
import type { Option } from './options/option.js'
import type { Problems } from './problems.js'
import { spelled, type RawValues } from './values.js'

/** A command line taken apart. */
export interface Arguments {
  /** What is no option and no option's value, in order. */
  readonly words: readonly string[]
  readonly raw: RawValues
  readonly help: boolean
  readonly version: boolean
}

function flagsOf({ name, short }: Option): string {
  return short === undefined ? `--${name}` : `-${short}, --${name}`
}

/** Takes a command line apart by the table of options; unknown options and missing values go to the problems. */
export function readArguments(argv: readonly string[], problems: Problems): Arguments {
  const raw = new Map<string, string[]>()
  const command = new Command().helpOption(false)
  const give = (name: string, value: string): void => void raw.set(name, [...(raw.get(name) ?? []), value])
  // Every value is optional to commander, which would else stop at the first one missing.
  for (const option of optionsOf('cli')) {
    command.option(`${flagsOf(option)} [value]`).on(`option:${option.name}`, (value: string | null) => {
      if (value) give(option.name, value)
      else if (option.type === 'boolean') give(option.name, 'true')
      else
        problems.add(`${spelled(option.name)} needs a value: ${spelled(option.name)} ${option.placeholder}.`)
    })
    if (option.type !== 'boolean') continue
    command.option(`--no-${option.name}`).on(`option:no-${option.name}`, () => give(option.name, 'false'))
  }
  command.option('-h, --help').option('-V, --version')
  const { operands, unknown } = command.parseOptions([...argv])
  const known = command.options.flatMap((option) => option.long ?? [])
  // Words after an unknown option may be its value, so nothing is said about them.
  for (const argument of unknown.filter((text) => text.startsWith('-'))) {
    const name = argument.replace(/=.*$/s, '')
    problems.add(`There is no option ${name}.${didYouMean(name, known) || ' See matview-check --help.'}`)
  }
  const { help, version } = command.opts()
  return { words: operands, raw, help: help === true, version: version === true }
}
