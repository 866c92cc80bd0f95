import { SEVERITIES, type Severity } from '../model/finding.js'
import type { Shard } from '../model/result.js'
import type { Selection } from './inputs.js'
import { didYouMean } from './nearest.js'
import type { Values } from './values.js'

/** `revisions` with `base-ref`; null when wrong. */
export function readSelection(values: Values, defaultBaseRef: string | null): Selection | null {
  const text = values.text('revisions') ?? 'all'
  const baseRef = values.text('base-ref') ?? defaultBaseRef
  // git would take it as an option.
  if (baseRef?.startsWith('-')) values.problem('base-ref', `is \`${baseRef}\`: give a branch, tag or commit.`)
  if (text === 'all') return { kind: 'all' }
  if (text === 'changed') return { kind: 'changed', baseRef }
  const [from, to, ...more] = text.split(':')
  if (/\s/.test(text) || !from || to === '' || more.length > 0) {
    values.problem('revisions', `is \`${text}\`: give all, changed, a revision, or A:B such as base:1a2b3c.`)
    return null
  }
  return to === undefined ? { kind: 'one', revision: from } : { kind: 'range', from, to }
}

/** `shard` as `i/n`; null when not given or wrong. */
export function readShard(values: Values): Shard | null {
  const text = values.text('shard')
  if (text === null) return null
  const [, index, total] = /^(\d{1,4})\/(\d{1,4})$/.exec(text) ?? []
  const shard = { index: Number(index), total: Number(total) }
  if (shard.index >= 1 && shard.index <= shard.total) return shard
  values.problem('shard', `is \`${text}\`: give I/N with I from 1 to N, such as 1/4.`)
  return null
}

/** `severity` as `rule=severity`, each rule once. */
export function readSeverities(
  values: Values,
  ruleIds: readonly string[],
): Readonly<Record<string, Severity | 'off'>> {
  const severities: Record<string, Severity | 'off'> = {}
  for (const text of values.all('severity')) {
    const [, rule = '', word] = /^([^=\s]+)\s*=\s*(\S+)$/.exec(text) ?? []
    const severity = [...SEVERITIES, 'off' as const].find((known) => known === word)
    if (severity === undefined) {
      const words = [...SEVERITIES, 'off'].join(', ')
      values.problem('severity', `is \`${text}\`: give RULE=SEVERITY with one of ${words}.`)
    } else if (!ruleIds.includes(rule)) {
      const hint = didYouMean(rule, ruleIds)
      values.problem(
        'severity',
        `names the rule \`${rule}\`, which does not exist.${hint || ' See `matview-check rules`.'}`,
      )
    } else if (severities[rule] !== undefined && severities[rule] !== severity) {
      values.problem('severity', `gives ${rule} both ${severities[rule]} and ${severity}: decide for one.`)
    } else {
      severities[rule] = severity
    }
  }
  return severities
}

/** The server's URL from the option, else from MATVIEW_CHECK_DATABASE_URL. Never prints it: it may hold a password. */
export function readDatabaseUrl(values: Values, fromEnvironment: string | undefined): string | null {
  const given = values.text('database-url')
  const url = given ?? (fromEnvironment || null)
  if (url === null || /^postgres(ql)?(\+\w+)?:\/\//.test(url)) return url
  const scheme = /^([\w+.-]+):\/\//.exec(url)?.[1]
  const example = 'postgresql://user:password@host:5432/postgres'
  const problem =
    scheme === undefined
      ? `is not a URL of a PostgreSQL server: it must look like ${example}.`
      : `begins with ${scheme}://, but matview-check works with PostgreSQL only: give a URL like ${example}.`
  values.problem('database-url', given === null ? `(from MATVIEW_CHECK_DATABASE_URL) ${problem}` : problem)
  return null
}
