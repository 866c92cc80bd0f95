import { SEVERITIES, type Finding, type Severity } from '../model/finding.js'
import type { CheckResult } from '../model/result.js'
import { whereOf } from './environments.js'
import { shorten, visible, visibleLines } from './escape.js'
import { fixLines, plainFixWords } from './python.js'
import { many } from './story.js'

/** One message on lines of a migration file. */
export interface Annotation {
  readonly severity: Severity
  readonly title: string
  readonly message: string
  /** Relative to the working directory. Null: about no file. */
  readonly file: string | null
  readonly line: number | null
  readonly endLine: number | null
}

/**
 * GitHub shows ten of each severity for a step and drops the others without a word. One place is left for the step's own: its
 * failure is an error, a missing permission a warning.
 */
const MOST = 9

/** Bytes. GitHub's limit is 4,096 characters; counted this way no reading of that is passed. */
const MOST_BYTES = 4_096

/**
 * The findings as annotations: at most 10 of each severity and 4,096 bytes each. Where there are more, the tenth
 * says how many are not shown. Text is printable; what workflow commands need escaped is left to whoever prints them.
 */
export function annotationsOf(result: CheckResult): readonly Annotation[] {
  return SEVERITIES.flatMap((severity) => {
    const all = result.findings.filter((finding) => finding.severity === severity)
    if (all.length <= MOST) return all.map((finding) => annotation(finding, result))
    return [...all.slice(0, MOST - 1).map((finding) => annotation(finding, result)), remainder(severity, all)]
  })
}

function annotation(finding: Finding, result: CheckResult): Annotation {
  const { severity, rule, revision, location, message, help, fix } = finding
  const where = whereOf(result, finding)
  const write = fix === null ? [] : [plainFixWords(fix), ...fixLines(fix)]
  const lines = [where === null ? `${message}.` : `${message} (${where}).`, '', help, '', ...write]
  return {
    severity,
    title: shorten(visible(revision === null ? rule : `${rule} in ${revision}`), 200),
    message: limited(lines.flatMap(visibleLines).join('\n').trim()),
    file: location === null ? null : location.file,
    line: location?.line ?? null,
    endLine: location?.endLine ?? null,
  }
}

function remainder(severity: Severity, all: readonly Finding[]): Annotation {
  const hidden = all.slice(MOST - 1)
  const revisions = new Set(hidden.map(({ revision }) => revision)).size
  return {
    severity,
    title: `${many(hidden.length, `more ${severity}`)}`,
    message: `${many(hidden.length, `more ${severity}`)} in ${many(revisions, 'migration')} ${hidden.length === 1 ? 'is' : 'are'} told in the report of this run.`,
    file: null,
    line: null,
    endLine: null,
  }
}

function limited(text: string): string {
  let kept = shorten(text, MOST_BYTES)
  while (Buffer.byteLength(kept) > MOST_BYTES)
    kept = shorten(kept, kept.length - Math.ceil((Buffer.byteLength(kept) - MOST_BYTES) / 4) - 1)
  return kept
}
