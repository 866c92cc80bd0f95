import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import { ConfigError } from '../model/errors.js'
import { FORMAT_VERSION, type CheckResult } from '../model/result.js'
import { countFindings, verdictOf } from '../model/verdict.js'
import { environmentsOf } from './environments.js'
import { visible } from './escape.js'
import { knownOnly } from './known.js'
import { RESULT_SCHEMA } from './schema.js'

/** Bytes; the result of 3,000 revisions without findings takes about 1.5 MB. */
export const MOST_BYTES = 32 * 1024 * 1024

/** A value nested deeper is no catalog's property, and would exhaust the stack of whoever walks it. */
const MOST_DEPTH = 60

let validator: ValidateFunction | undefined

/**
 * Reads a result file that anyone may have written, such as a fork's workflow: nothing in it is trusted. `name` is
 * for messages. Properties that this version does not know are left out. Throws ConfigError when the text is too
 * long, no result, of another format version, or contradicts itself.
 */
export function parseResult(source: string, name: string): CheckResult {
  if (Buffer.byteLength(source) > MOST_BYTES)
    throw refused(name, `is larger than ${MOST_BYTES / 1024 / 1024} MB, so it is no result of matview-check`)
  const value = parseJson(source, name)
  mustBeThisVersion(value, name)
  if (depthOf(value) > MOST_DEPTH) throw refused(name, `is nested deeper than ${MOST_DEPTH} levels`)
  validator ??= new Ajv2020({ strict: false }).compile(RESULT_SCHEMA)
  if (!validator(value))
    throw refused(name, `is no result of matview-check: ${problem(validator.errors?.[0])}`)
  const result = knownOnly(value, RESULT_SCHEMA) as CheckResult
  mustAgree(result, name)
  return result
}

function parseJson(source: string, name: string): unknown {
  try {
    return JSON.parse(source.replace(/^\uFEFF/, ''))
  } catch {
    throw refused(name, 'is not JSON')
  }
}

function mustBeThisVersion(value: unknown, name: string): void {
  const version = (value as { formatVersion?: unknown } | null)?.formatVersion
  if (version === FORMAT_VERSION) return
  if (typeof version === 'number' && Number.isInteger(version) && version > 0)
    throw refused(
      name,
      `has format version ${version} and this matview-check reads version ${FORMAT_VERSION}; use one version for all jobs`,
    )
  throw refused(name, 'is no result of matview-check: it has no `formatVersion`')
}

/** Counted with a list instead of recursion: the depth is what must not be trusted. */
function depthOf(value: unknown): number {
  let level: unknown[] = [value]
  for (let depth = 0; ; depth += 1) {
    const next: unknown[] = []
    for (const one of level)
      if (typeof one === 'object' && one !== null) for (const inner of Object.values(one)) next.push(inner)
    if (next.length === 0 || depth > MOST_DEPTH) return depth
    level = next
  }
}

function problem(error: ErrorObject | undefined): string {
  const place = visible(error?.instancePath ?? '').slice(0, 200)
  return `${place === '' ? 'it' : `\`${place}\``} ${visible(error?.message ?? 'does not fit the schema').slice(0, 200)}`
}

function mustAgree(result: CheckResult, name: string): void {
  const counts = countFindings(result.findings)
  const count = environmentsOf(result).length
  const missing = result.missingShards ?? []
  const positions = [
    ...result.findings.flatMap(({ where = [] }) => where),
    ...missing.map(({ environment }) => environment),
  ]
  const failed =
    missing.length > 0 && result.failOn !== 'never' ? 'failed' : verdictOf(result.findings, result.failOn)
  if (
    Object.entries(counts).some(
      ([severity, found]) => result.counts[severity as keyof typeof counts] !== found,
    )
  )
    throw refused(name, 'contradicts itself: `counts` does not match its findings')
  if (result.verdict !== failed)
    throw refused(name, 'contradicts itself: `verdict` does not follow from its findings')
  if (count === 0 || positions.some((at) => at >= count))
    throw refused(name, 'contradicts itself: it names an environment that it does not list')
}

function refused(name: string, why: string): ConfigError {
  return new ConfigError(`${name} ${why}. Give files that \`matview-check --json\` has written.`)
}
