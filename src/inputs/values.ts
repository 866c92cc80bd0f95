import { OPTIONS, type OptionName } from './options/all.js'
import type { Option } from './options/option.js'
import type { Problems } from './problems.js'

/** What was given, by option name; nothing for what was left out. */
export type RawValues = ReadonlyMap<string, readonly string[]>

/** How the command line spells an option. */
export function spelled(name: string): string {
  return name.length === 1 ? `-${name}` : `--${name}`
}

/** The option of that name, from the table. */
function optionNamed(name: OptionName): Option {
  const option = OPTIONS.find((candidate) => candidate.name === name)
  if (option === undefined) throw new TypeError(`no option ${name}`)
  return option
}

/** Reads options by the table: with their defaults, and with what is wrong added to the problems. */
export class Values {
  constructor(
    readonly surface: 'cli' | 'action',
    private readonly raw: RawValues,
    private readonly problems: Problems,
  ) {}

  /** How the user knows the option. */
  label(name: OptionName): string {
    return this.surface === 'action' ? `Input ${name}` : spelled(name)
  }

  /** Adds `label text` to the problems. */
  problem(name: OptionName, text: string): void {
    this.problems.add(`${this.label(name)} ${text}`)
  }

  /** The value given last; without one the table's default. */
  text(name: OptionName): string | null {
    return this.raw.get(name)?.at(-1) ?? optionNamed(name).default
  }

  /** All values of a repeatable option. */
  all(name: OptionName): readonly string[] {
    return this.raw.get(name) ?? []
  }

  /** Null when it is not given and has no default, or when it is wrong. */
  integer(name: OptionName): number | null {
    const text = this.text(name)
    if (text === null) return null
    const [least, most] = optionNamed(name).range ?? [0, Number.MAX_SAFE_INTEGER]
    const number = /^\d+$/.test(text) ? Number(text) : Number.NaN
    if (number >= least && number <= most) return number
    this.problem(name, `is \`${text}\`: give a whole number from ${least} to ${most}.`)
    return null
  }

  /** The words are those of YAML 1.2's core schema, as the runner's own getBooleanInput takes them. */
  boolean(name: OptionName): boolean {
    const text = this.text(name) ?? ''
    if (!/^(true|True|TRUE|false|False|FALSE)$/.test(text))
      this.problem(name, `is \`${text}\`: give true or false.`)
    return text.toLowerCase() === 'true'
  }

  choice<T extends string>(name: OptionName, choices: readonly [T, ...T[]]): T {
    const text = this.text(name)
    const chosen = choices.find((choice) => choice === text)
    if (chosen === undefined) this.problem(name, `is \`${text}\`: give ${choices.join(', ')}.`)
    return chosen ?? choices[0]
  }
}
