import type { Finding } from '../model/finding.js'
import type { CheckResult } from '../model/result.js'
import { checkedOf, countsText, many } from './story.js'

/** How a result is told at a glance; `noted` passes, but something should be looked at. */
export type Mood = 'failed' | 'noted' | 'passed'

export const ICONS: Readonly<Record<Mood, string>> = { failed: '❌', noted: '⚠️', passed: '✅' }

/** The result in one line, without its icon. */
export interface Headline {
  readonly mood: Mood
  readonly text: string
}

/** Rules whose errors mean that the way up, down and up does not give what it must. */
const ROUND_TRIP: ReadonlySet<string> = new Set([
  'left-behind',
  'not-restored',
  'restored-differently',
  'reupgrade-differs',
  'noop-downgrade',
  'kind-changed',
  'data-lost',
])

/** Rules of which an error means that a migration raised one. */
const FAILING: ReadonlySet<string> = new Set(['upgrade-fails', 'downgrade-fails', 'reupgrade-fails'])

/** The verdict and its numbers in one line. */
export function headlineOf(result: CheckResult): Headline {
  const { counts, verdict } = result
  const mood = verdict === 'failed' ? 'failed' : counts.error + counts.warning > 0 ? 'noted' : 'passed'
  const text = counts.error > 0 ? errorText(result) : quietText(result)
  const missing = result.missingShards?.length ?? 0
  return {
    mood,
    text: missing === 0 ? text : `Incomplete, ${many(missing, 'shard')} missing: ${lower(text)}`,
  }
}

function errorText(result: CheckResult): string {
  const errors = result.findings.filter(({ severity }) => severity === 'error')
  const single = errors.filter(({ revision, leg }) => revision !== null && leg !== 'walk')
  if (single.length === 0) return 'Each migration passes by itself, but not all of them together'
  const bad = new Set(single.map(({ revision }) => revision)).size
  const checked = Math.max(checkedOf(result).length, bad)
  const what = fault(single, bad === 1)
  return checked === 1
    ? `The migration ${what}`
    : `${bad.toLocaleString('en-US')} of ${many(checked, 'migration')} ${what}`
}

function fault(errors: readonly Finding[], one: boolean): string {
  const comeBack = one ? 'does not come back as it was' : 'do not come back as they were'
  const fail = one ? 'fails' : 'fail'
  const failing = errors.some(({ rule }) => FAILING.has(rule))
  const tripping = errors.some(({ rule }) => ROUND_TRIP.has(rule))
  if (errors.some(({ rule }) => !FAILING.has(rule) && !ROUND_TRIP.has(rule)))
    return one ? 'needs to be mended' : 'need to be mended'
  return failing && tripping ? `${fail} or ${comeBack}` : failing ? fail : comeBack
}

function quietText(result: CheckResult): string {
  const { counts, findings } = result
  const differs = findings.some(({ severity, rule }) => severity === 'warning' && ROUND_TRIP.has(rule))
  const [one, all] = differs
    ? ['goes up, down and up again', 'go up, down and up again']
    : ['comes back as it was', 'come back as they were']
  const noted = counts.warning > 0 ? `, with ${countsText({ ...counts, notice: 0 })}` : ''
  const checked = checkedOf(result)
  const oneWay = checked.filter(({ legs }) => legs.some(({ status }) => status !== 'passed')).length
  const back = checked.length - oneWay
  if (checked.length === 0) return 'There was no migration to check'
  if (oneWay === 0)
    return checked.length === 1
      ? `The migration ${one}${noted}`
      : `${back === 2 ? 'Both' : `All ${back.toLocaleString('en-US')}`} migrations ${all}${noted}`
  if (checked.length === 1) return `The migration is one-way; only its upgrade was checked${noted}`
  return `${back.toLocaleString('en-US')} of ${many(checked.length, 'migration')} ${back === 1 ? one : all}, ${oneWay} ${oneWay === 1 ? 'is' : 'are'} one-way${noted}`
}

function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
