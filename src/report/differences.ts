import { structuredPatch } from 'diff'
import type { Json } from '../model/catalog.js'
import type { Finding, FindingDifference } from '../model/finding.js'

/** A line of a comparison: how it was, how it is, or the same on both sides. */
export interface DiffLine {
  readonly sign: '-' | '+' | ' '
  readonly text: string
}

/** A difference short enough for one sentence; null where the property is absent. */
export interface ShortDifference {
  readonly property: string
  readonly old: string | null
  readonly new: string | null
}

/** A difference told line by line. */
export interface LongDifference {
  readonly property: string
  readonly lines: readonly DiffLine[]
}

/** What differs, ready to be told. */
export interface Told {
  readonly short: readonly ShortDifference[]
  readonly long: readonly LongDifference[]
}

/** Past this many changed lines a comparison line by line helps nobody, and making it takes time that grows quadratically. */
const MOST_EDITS = 500

/** Longest value that is told within a sentence. */
const SHORT = 60

/** What rules give as the value of an object that has no definition to show. */
const PRESENT = 'present'

/** The moments that a finding compares, in words. */
export function moments({ leg }: Pick<Finding, 'leg'>): { readonly old: string; readonly new: string } {
  switch (leg) {
    case 'downgrade':
      return { old: 'before the upgrade', new: 'after the downgrade' }
    case 'reupgrade':
      return { old: 'after the first upgrade', new: 'after the second upgrade' }
    case 'walk':
      return { old: 'before the full walk', new: 'after it' }
    case 'upgrade':
      return { old: 'before the upgrade', new: 'after the upgrade' }
    case null:
      return { old: 'before', new: 'after' }
  }
}

/** Sorts differences into those that fit a sentence and those told line by line, in the order given. */
export function tell(differences: readonly FindingDifference[]): Told {
  const short: ShortDifference[] = []
  const long: LongDifference[] = []
  for (const { property, old, new: now } of differences) {
    const before = valueLines(old)
    const after = valueLines(now)
    if (isShort(before) && isShort(after))
      short.push({ property, old: before?.[0] ?? null, new: after?.[0] ?? null })
    else long.push({ property, lines: compare(before ?? [], after ?? []) })
  }
  return { short, long }
}

/** A short difference as a sentence; `quote` marks names and values as the report's format does. */
export function sayShort(
  { property, old, new: now }: ShortDifference,
  when: ReturnType<typeof moments>,
  quote: (text: string) => string,
): string {
  const value = (one: string): string => (one === PRESENT ? 'there' : quote(one))
  const was = old === null ? 'not there' : value(old)
  const is = now === null ? 'missing' : value(now)
  return `${quote(property)}: ${was} ${when.old}, ${is} ${when.new}`
}

/** A value as lines of text; null for an absent one. A list has a line for each element, an object one for each key. */
function valueLines(value: Json): readonly string[] | null {
  if (value === null) return null
  if (typeof value === 'string')
    return value === '' ? ['(empty)'] : value.replace(/\n+$/, '').split(/\r\n|\n/)
  if (typeof value !== 'object') return [String(value)]
  if (Array.isArray(value)) return value.length === 0 ? ['(none)'] : value.map(inline)
  const entries = Object.entries(value)
  return entries.length === 0 ? ['(none)'] : entries.map(([key, one]) => `${key}: ${inline(one)}`)
}

function inline(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function isShort(lines: readonly string[] | null): boolean {
  return lines === null || (lines.length === 1 && (lines[0]?.length ?? 0) <= SHORT)
}

function compare(before: readonly string[], after: readonly string[]): readonly DiffLine[] {
  const patch = structuredPatch('', '', joined(before), joined(after), '', '', {
    context: 3,
    maxEditLength: MOST_EDITS,
  })
  if (patch === undefined) return [...signed('-', before), ...signed('+', after)]
  return patch.hunks.flatMap((hunk, at) => [
    ...(at === 0 ? [] : [{ sign: ' ', text: '…' } as const]),
    ...hunk.lines.map(diffLine),
  ])
}

function joined(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('')
}

function signed(sign: '-' | '+', lines: readonly string[]): readonly DiffLine[] {
  return lines.map((text) => ({ sign, text }))
}

function diffLine(line: string): DiffLine {
  const sign = line.startsWith('-') ? '-' : line.startsWith('+') ? '+' : ' '
  return { sign, text: line.slice(1) }
}
