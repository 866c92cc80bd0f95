import { ConfigError } from '../model/errors.js'
import type { CheckResult, Environment, MissingShard, UnusedIgnore, WalkResult } from '../model/result.js'
import { countFindings, verdictOf } from '../model/verdict.js'
import { environmentKeys, environmentsOf } from './environments.js'
import { visible } from './escape.js'
import { mergeFindings } from './merge-findings.js'
import { mergeInventories } from './merge-inventory.js'
import { mergeRevisions } from './merge-revisions.js'

const STRICTEST_FIRST: readonly CheckResult['failOn'][] = ['warning', 'error', 'never']

/**
 * Several results of one project as one. Shards of one environment are joined; of several environments each finding
 * says where it was made. A shard that is missing makes the verdict `failed`: what was not judged did not pass. One
 * result alone is given back as it is. `names` are the files' names, for messages. Throws ConfigError when there is
 * no result, or they do not belong together.
 */
export function mergeResults(runs: readonly CheckResult[], names: readonly string[] = []): CheckResult {
  const [first, ...others] = runs
  if (first === undefined)
    throw new ConfigError('There is no result to merge; name at least one result file.')
  if (others.length === 0) return first
  mustFit(runs, names)
  const keys = [...new Set(runs.flatMap(environmentKeys))]
  const environments = keys.map((key) => environmentFor(key, runs) ?? first.environment)
  const findings = mergeFindings(runs, keys)
  const missingShards = missing(runs, keys)
  const [failOn = 'error'] = STRICTEST_FIRST.filter((one) => runs.some((run) => run.failOn === one))
  const merged: CheckResult = {
    formatVersion: first.formatVersion,
    environment: environments[0] ?? first.environment,
    config: first.config,
    failOn,
    verdict: 'passed',
    counts: countFindings(findings),
    shard: null,
    milliseconds: runs.reduce((sum, { milliseconds }) => sum + milliseconds, 0),
    revisions: mergeRevisions(runs.map(({ revisions }) => revisions)),
    walk: mergeWalks(runs),
    findings,
    unusedIgnores: mergeIgnores(runs, keys),
    ...mergeInventories(runs),
    ...(environments.length > 1 ? { environments } : {}),
    ...(missingShards.length > 0 ? { missingShards } : {}),
  }
  return withFailOn(merged, failOn)
}

/** The result judged by another limit. */
export function withFailOn(result: CheckResult, failOn: CheckResult['failOn']): CheckResult {
  const incomplete = (result.missingShards ?? []).length > 0 && failOn !== 'never'
  return { ...result, failOn, verdict: incomplete ? 'failed' : verdictOf(result.findings, failOn) }
}

function mustFit(runs: readonly CheckResult[], names: readonly string[]): void {
  const first = runs[0]?.config ?? ''
  const other = runs.findIndex(({ config }) => config !== first)
  if (other === -1) return
  const [a, b] = [names[0] ?? 'The first result', names[other] ?? `result ${other + 1}`]
  throw new ConfigError(
    `${a} is about ${visible(first)} and ${b} about ${visible(runs[other]?.config ?? '')}; only results of one project can be merged, so make a report for each.`,
  )
}

function environmentFor(key: string, runs: readonly CheckResult[]): Environment | undefined {
  return runs.flatMap((run) => environmentsOf(run).filter((_, at) => environmentKeys(run)[at] === key))[0]
}

function missing(runs: readonly CheckResult[], keys: readonly string[]): readonly MissingShard[] {
  return keys.flatMap((key, environment) => {
    const own = runs.filter((run) => environmentKeys(run).includes(key))
    const before = own.flatMap((run) =>
      (run.missingShards ?? []).filter((one) => environmentKeys(run)[one.environment] === key),
    )
    const whole = own.some(({ shard, missingShards }) => shard === null && missingShards === undefined)
    const present = new Set(own.map(({ shard }) => shard?.index))
    const total = Math.max(0, ...own.map(({ shard }) => shard?.total ?? 0), ...before.map((one) => one.total))
    if (whole || total === 0) return []
    const expected = before.length > 0 ? before.map(({ index }) => index) : upTo(total)
    return expected.filter((index) => !present.has(index)).map((index) => ({ index, total, environment }))
  })
}

function upTo(total: number): readonly number[] {
  return Array.from({ length: total }, (_, at) => at + 1)
}

function mergeWalks(runs: readonly CheckResult[]): WalkResult | null {
  const walks = runs.flatMap(({ walk }) => (walk === null ? [] : [walk]))
  if (walks.length === 0) return null
  return {
    status: walks.some(({ status }) => status === 'failed') ? 'failed' : 'passed',
    revisions: Math.max(...walks.map(({ revisions }) => revisions)),
    stoppedAt: walks.find(({ stoppedAt }) => stoppedAt !== null)?.stoppedAt ?? null,
    milliseconds: walks.reduce((sum, { milliseconds }) => sum + milliseconds, 0),
  }
}

/** A comment is of no use only when it silences nothing in any environment; each shard knows but its own revisions. */
function mergeIgnores(runs: readonly CheckResult[], keys: readonly string[]): readonly UnusedIgnore[] {
  const all = new Map<string, { ignore: UnusedIgnore; unusedIn: Set<string> }>()
  for (const run of runs)
    for (const ignore of run.unusedIgnores) {
      const id = JSON.stringify([ignore.file, ignore.line, ignore.rule])
      const entry = all.get(id) ?? { ignore, unusedIn: new Set<string>() }
      for (const key of environmentKeys(run)) entry.unusedIn.add(key)
      all.set(id, entry)
    }
  return [...all.values()].filter(({ unusedIn }) => unusedIn.size === keys.length).map(({ ignore }) => ignore)
}
