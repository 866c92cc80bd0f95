import type { Job } from '../model/evidence.js'
import { isMark, reads, tokens, type Token } from './tokens.js'

/**
 * The pg_cron jobs after a statement: a job of a name takes the place of the one before it, and what else speaks of pg_cron ends those
 * it names, or all of them where it names none. https://github.com/citusdata/pg_cron
 */
export function jobsAfter(sql: string, revision: string, jobs: readonly Job[]): readonly Job[] {
  if (!/\bcron\b/i.test(sql)) return jobs
  const all = inside(tokens(sql))
  const speaks = all.some((_, at) => reads(all, at, 'cron', '.'))
  if (!speaks) return jobs
  const scheduled = all.flatMap((_, at) =>
    reads(all, at, 'cron', '.', 'schedule', '(') ? jobOf(all.slice(at + 4), revision) : [],
  )
  const strings = all.flatMap(({ kind, text }) => (kind === 'string' ? [text] : []))
  const others = scheduled.length === 0 && strings.length === 0 ? [] : jobs
  return [...others.filter(({ name }) => name === null || !strings.includes(name)), ...scheduled]
}

/** Of a DO block what it runs, else the statement. */
function inside(all: readonly Token[]): readonly Token[] {
  const block = reads(all, 0, 'do') ? all.find(({ kind }) => kind === 'string') : undefined
  return block === undefined ? all : tokens(block.text)
}

/** `cron.schedule(schedule, command)` or `cron.schedule(name, schedule, command)`; nothing where they are not written out. */
function jobOf(rest: readonly Token[], revision: string): readonly Job[] {
  const end = rest.findIndex((token) => isMark(token, ')'))
  const given = rest.slice(0, end)
  const strings = given.flatMap(({ kind, text }) => (kind === 'string' ? [text] : []))
  const plain = given.every(({ kind, text }) => kind !== 'mark' || [',', '=', '>', ':'].includes(text))
  const command = strings.at(-1)
  if (end === -1 || !plain || command === undefined || strings.length < 2 || strings.length > 3) return []
  return [{ revision, name: strings.length === 3 ? (strings[0] ?? null) : null, command }]
}
