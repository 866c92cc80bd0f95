import { SEVERITIES, type Finding, type Severity } from '../model/finding.js'
import type { CheckResult, RevisionResult } from '../model/result.js'

/** Everything found on one migration, or on the history as a whole, worst first. */
export interface Group {
  /** Null for the history as a whole. */
  readonly id: string | null
  readonly message: string
  readonly file: string | null
  readonly findings: readonly Finding[]
}

/** The findings by migration: the worst migration first, else in the history's order. */
export function groupsOf(result: CheckResult): readonly Group[] {
  const byId = new Map<string | null, Finding[]>()
  for (const finding of result.findings) {
    const list = byId.get(finding.revision) ?? []
    list.push(finding)
    byId.set(finding.revision, list)
  }
  const known = new Map(result.revisions.map((revision, at) => [revision.id, { revision, at }]))
  const place = (id: string | null): number => (id === null ? Infinity : (known.get(id)?.at ?? Infinity))
  return [...byId]
    .map(([id, findings]) => {
      const revision = id === null ? undefined : known.get(id)?.revision
      const file =
        revision?.file ?? findings.find(({ location }) => location !== null)?.location?.file ?? null
      return { id, message: revision?.message ?? '', file, findings: findings.toSorted(bySeverity) }
    })
    .toSorted((a, b) => rankOf(a.findings) - rankOf(b.findings) || compare(place(a.id), place(b.id)))
}

/** The worst that was found on each revision. */
export function worstOf({ findings }: CheckResult): ReadonlyMap<string | null, Severity> {
  const worst = new Map<string | null, Severity>()
  for (const { revision, severity } of findings) {
    const known = worst.get(revision)
    if (known === undefined || rank(severity) < rank(known)) worst.set(revision, severity)
  }
  return worst
}

/** 0 for an error, 2 for a notice. */
export function rank(severity: Severity): number {
  return SEVERITIES.indexOf(severity)
}

function bySeverity(a: Finding, b: Finding): number {
  return rank(a.severity) - rank(b.severity)
}

function rankOf(findings: readonly Finding[]): number {
  return Math.min(...findings.map(({ severity }) => rank(severity)))
}

function compare(a: number, b: number): number {
  return a === b ? 0 : a - b
}

/** The revisions that were run up, down and up. */
export function checkedOf(result: CheckResult): readonly RevisionResult[] {
  return result.revisions.filter(({ legs }) => legs.length > 0)
}

/** Checked revisions about which there is nothing to say: all legs passed, nothing found. */
export function cleanOf(result: CheckResult): readonly RevisionResult[] {
  const found = new Set(result.findings.map(({ revision }) => revision))
  return checkedOf(result).filter(
    ({ id, legs }) => !found.has(id) && legs.every(({ status }) => status === 'passed'),
  )
}

/** Revisions without a finding of their own that could not be judged, since one they stand on fails. */
export function blockedOf(result: CheckResult): readonly RevisionResult[] {
  const found = new Set(result.findings.map(({ revision }) => revision))
  return checkedOf(result).filter(
    ({ id, legs }) => !found.has(id) && legs.some(({ status }) => status === 'blocked'),
  )
}

/** `1 migration`, `14 migrations`, `1,200 migrations` */
export function many(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`
}

/** `3 errors, 1 warning`; empty when there is none. */
export function countsText(counts: CheckResult['counts']): string {
  return SEVERITIES.filter((severity) => counts[severity] > 0)
    .map((severity) => many(counts[severity], severity))
    .join(', ')
}

/** `850 ms`, `1.2 s`, `3 min 20 s` */
export function duration(milliseconds: number): string {
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`
  if (milliseconds < 59_950) return `${(milliseconds / 1_000).toFixed(1)} s`
  const seconds = Math.round(milliseconds / 1_000)
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}
