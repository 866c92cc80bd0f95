import type { CheckResult, WalkResult } from '../model/result.js'
import { environmentNames, environmentsOf } from './environments.js'
import { blockedOf, checkedOf, cleanOf, duration, many } from './story.js'

/** Names listed before the rest is only counted. */
const MOST_NAMES = 10

/** What is to be said of a run beside its findings. Sentences hold `code` in backticks, as findings do. */
export interface Sentences {
  readonly missing: readonly string[]
  readonly clean: string | null
  readonly blocked: string | null
  readonly applied: string | null
  readonly walk: string | null
  readonly ignores: readonly string[]
}

/** The sentences that fit a result; what does not apply is null or empty. */
export function sentencesOf(result: CheckResult): Sentences {
  return {
    missing: missing(result),
    clean: clean(result),
    blocked: blocked(result),
    applied: applied(result),
    walk: result.walk === null ? null : walk(result.walk, result),
    ignores: ignores(result),
  }
}

function missing({ missingShards = [], ...result }: CheckResult): readonly string[] {
  const environments = environmentsOf(result)
  const names = environmentNames(environments)
  return limited(
    missingShards.map(({ index, total, environment }) => {
      const where = environments.length > 1 ? ` on ${names[environment] ?? ''}` : ''
      return `Shard ${index} of ${total}${where} gave no result, so its migrations were not judged. Look at the job that should have run it.`
    }),
  )
}

function clean(result: CheckResult): string | null {
  const count = cleanOf(result).length
  if (count === 0) return null
  const others = checkedOf(result).length > count ? 'other ' : ''
  return `${many(count, `${others}migration`)} ${count === 1 ? 'comes back exactly as it was' : 'come back exactly as they were'}.`
}

function blocked(result: CheckResult): string | null {
  const ids = blockedOf(result).map(({ id }) => `\`${id.replaceAll('`', "'")}\``)
  if (ids.length === 0) return null
  const one = ids.length === 1
  const rest = ids.length > MOST_NAMES ? ` and ${ids.length - MOST_NAMES} more` : ''
  return `${many(ids.length, 'migration')} could not be judged, since ${one ? 'it stands' : 'they stand'} on one that fails: ${ids.slice(0, MOST_NAMES).join(', ')}${rest}.`
}

function applied(result: CheckResult): string | null {
  const count = result.revisions.length - checkedOf(result).length
  if (count === 0) return null
  return `${many(count, 'more migration')} ${count === 1 ? 'was' : 'were'} only applied, to reach those that are checked.`
}

function walk({ status, revisions, stoppedAt, milliseconds }: WalkResult, result: CheckResult): string {
  const stop = stoppedAt === null ? '' : `\`${stoppedAt.replaceAll('`', "'")}\``
  if (revisions === 0 && stoppedAt !== null)
    return `No full walk: ${stop}, on top, cannot be taken down cleanly.`
  const where = stoppedAt === null ? 'down' : `down to ${stop}, which cannot be taken down cleanly,`
  const found = result.findings.some(({ leg }) => leg === 'walk')
  const verdict = status === 'passed' ? 'passed' : found ? 'failed, see above' : 'failed'
  return `Full walk over ${many(revisions, 'migration')} from the heads ${where} and up again: ${verdict} (${duration(milliseconds)}).`
}

function ignores({ unusedIgnores }: CheckResult): readonly string[] {
  return limited(
    unusedIgnores.map(
      ({ file, line, rule }) =>
        `\`ignore[${rule.replaceAll('`', "'")}]\` in \`${file.replaceAll('`', "'")}:${line}\` silences nothing any more; take it out.`,
    ),
  )
}

function limited(sentences: readonly string[]): readonly string[] {
  const rest = sentences.length - MOST_NAMES
  return rest <= 0 ? sentences : [...sentences.slice(0, MOST_NAMES), `And ${rest} more of the same.`]
}
