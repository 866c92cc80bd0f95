import type { Blindness } from './blind.js'

/** A change of a database that holds SETUP, and what brings it back exactly. */
export interface Pair {
  readonly name: string
  readonly change: string
  readonly undo: string
  /** Why pg_dump sees nothing of it; the snapshot must see it all the same. */
  readonly blind: Blindness | null
  /** Neither may see anything. */
  readonly noise: boolean
  /** The oldest major that knows the change. */
  readonly since: number
}

/**
 * One pair a line: `change ⇄ undo`, then in braces what is special: `{blind populated}`, `{noise}`, `{since 17}`.
 * A line that is indented goes on with the line before.
 */
export function pairs(text: string): readonly Pair[] {
  const lines = text.replace(/\n +/g, ' ').split('\n')
  return lines.filter((line) => line.trim() !== '').map(pair)
}

function pair(line: string): Pair {
  const [, change = '', undo = '', marks = ''] = /^(.+) ⇄ (.+?)((?: \{[^}]+\})*)$/.exec(line) ?? []
  if (change === '') throw new Error(`Not a pair: ${line}`)
  const mark = (name: string): string | null => new RegExp(`\\{${name} ?([^}]*)\\}`).exec(marks)?.[1] ?? null
  return {
    name: change,
    change,
    undo,
    blind: mark('blind') as Blindness | null,
    noise: mark('noise') !== null,
    since: Number(mark('since') ?? 0),
  }
}
