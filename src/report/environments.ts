import type { Finding } from '../model/finding.js'
import type { CheckResult, Environment } from '../model/result.js'

/** The environments that a result speaks of; more than one only in a merged result. */
export function environmentsOf(result: CheckResult): readonly Environment[] {
  return result.environments ?? [result.environment]
}

/** An environment's versions, each with its name: `PostgreSQL 17.10`, `alembic 1.20.1` … */
export function versionsOf(environment: Environment): readonly string[] {
  return [
    `PostgreSQL ${environment.postgresql}`,
    environment.tool,
    `SQLAlchemy ${environment.sqlalchemy}`,
    environment.driver,
    `Python ${environment.python}`,
    `matview-check ${environment.matviewCheck}`,
  ]
}

/** A name for each environment, made of the versions that are not the same in all. */
export function environmentNames(environments: readonly Environment[]): readonly string[] {
  const versions = environments.map(versionsOf)
  const [first = []] = versions
  const differing = first.map((_, at) => versions.some((one) => one[at] !== first[at]))
  return versions.map((one) => one.filter((_, at) => differing[at]).join(', ') || (one[0] ?? ''))
}

/** Where a finding was made: `only on PostgreSQL 14.19`. Null when it was made everywhere. */
export function whereOf(result: CheckResult, finding: Finding): string | null {
  const environments = environmentsOf(result)
  const { where } = finding
  if (where === undefined || where.length >= environments.length) return null
  const names = environmentNames(environments)
  return `only on ${where.map((at) => names[at] ?? '').join(' and on ')}`
}

/**
 * Tells one environment from another, in the order of `environmentsOf`. Shards of one run may meet runners whose patch
 * versions differ, so theirs do not count; else a matrix over patch versions is a matrix.
 */
export function environmentKeys(result: CheckResult): readonly string[] {
  const sharded = result.shard !== null || result.missingShards !== undefined
  return environmentsOf(result).map((environment) => {
    const versions = versionsOf(environment).join(' | ')
    return sharded
      ? versions.replace(/PostgreSQL (\d+)[^ ]*/, 'PostgreSQL $1').replace(/(\d+\.\d+)\.\S*/g, '$1')
      : versions
  })
}
