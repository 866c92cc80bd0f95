import { optionsOf, OPTION_GROUPS } from './options/all.js'
import type { Option } from './options/option.js'

const WIDTH = 100
const INDENT = 28

const HEAD = `matview-check runs each Alembic migration up, down and up again on a scratch PostgreSQL database
and says what does not come back as it was.

Usage:
  matview-check [check] [options]            check the migrations of the project in this folder
  matview-check report RESULT.json [options] show or merge result files
  matview-check rules [ID]                   list the rules, or explain one
  matview-check --version | --help`

const TAIL = `Examples:
  matview-check --python .venv/bin/python
  matview-check --revisions changed --database-url postgresql://postgres:secret@localhost:5432

Exit code: 0 clean, 1 findings at or above --fail-on, 2 wrong set-up, 3 a bug of matview-check.`

/** Breaks words into lines of a width. */
function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line]
}

function flags({ name, short, type, placeholder, default: fallback }: Option): string {
  if (name.length === 1) return `-${name} ${placeholder}`
  const long = type === 'boolean' && fallback === 'true' ? `--[no-]${name}` : `--${name}`
  return `${short === undefined ? '' : `-${short}, `}${long} ${placeholder}`.trimEnd()
}

/** What happens without the option, for people. */
export function withoutIt(option: Option): string {
  return option.default ?? option.otherwise ?? 'none'
}

function describe(option: Option): string {
  const repeated = option.repeatable ? ' Repeatable.' : ''
  const silent = option.type === 'boolean' || withoutIt(option) === 'none'
  return `${option.sentence}${repeated}${silent ? '' : ` Default: ${withoutIt(option)}.`}`
}

function entry(option: Option): string {
  const head = `  ${flags(option)}`
  const lines = wrap(describe(option), WIDTH - INDENT)
  const beside =
    head.length < INDENT
      ? [head.padEnd(INDENT) + (lines[0] ?? ''), ...pad(lines.slice(1))]
      : [head, ...pad(lines)]
  return beside.join('\n')
}

function pad(lines: readonly string[]): readonly string[] {
  return lines.map((line) => ' '.repeat(INDENT) + line)
}

/** The text of `--help`, at most 100 columns wide, without a closing newline. */
export function helpText(): string {
  const groups = OPTION_GROUPS.map(({ title, options }) => {
    const shown = optionsOf('cli').filter((option) => options.some(({ name }) => name === option.name))
    return [`${title}:`, ...shown.map(entry)].join('\n')
  })
  return [HEAD, ...groups, TAIL].join('\n\n')
}
