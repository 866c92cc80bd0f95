import { createHash } from 'node:crypto'
import type { CheckInputs } from '../inputs/inputs.js'
import { objectKey, type ObjectKey } from '../model/catalog.js'
import { isMinor } from '../model/change.js'
import type { HistoryEvidence, Past, RevisionEvidence } from '../model/evidence.js'
import { SEVERITIES, type Finding, type Location, type Severity } from '../model/finding.js'
import type { Revision } from '../model/history.js'
import { RULES } from './all.js'
import { keysIn } from './changes.js'
import { asConsequence } from './consequence.js'
import { ignoreOf, type UsedIgnore } from './ignores.js'
import { atFunction, locate } from './locate.js'
import type { Draft, Rule } from './rule.js'

export type JudgeSettings = Pick<CheckInputs, 'severities'>

/** Findings from worst to mildest, without those that a migration's comment silences, and the comments that did. */
export interface Judgement {
  readonly findings: readonly Finding[]
  readonly usedIgnores: readonly UsedIgnore[]
}

/** Runs every rule over one checked revision. */
export function judgeRevision(evidence: RevisionEvidence, past: Past, settings: JudgeSettings): Judgement {
  const { revision } = evidence
  const told = RULES.flatMap((rule) =>
    (rule.revision?.(evidence, past) ?? []).map((draft) => ({
      rule,
      draft: asConsequence(rule.id, draft, evidence, past),
    })),
  )
  return judged(
    told,
    settings,
    () => revision,
    ({ leg, object }) => locate(evidence, leg, object ?? null),
  )
}

/** Runs every rule over the history as a whole; an ignore in the migration that a finding blames silences it. */
export function judgeHistory(evidence: HistoryEvidence, settings: JudgeSettings): Judgement {
  const revisions = new Map(evidence.history.revisions.map((revision) => [revision.id, revision]))
  const blamed = ({ revision }: Draft): Revision | undefined => revisions.get(revision ?? '')
  const told = RULES.flatMap((rule) => (rule.history?.(evidence) ?? []).map((draft) => ({ rule, draft })))
  return judged(told, settings, blamed, (draft) => {
    const revision = blamed(draft)
    if (revision === undefined) return null
    const made = draft.object === undefined ? null : evidence.past.placeOf(draft.object, revision.id)
    return made ?? atFunction(revision, 'upgrade')
  })
}

/** What the check of one revision found different, though it may not be told: for `HistoryEvidence.reported`. */
export function reportedKeys({ notUndone, notRepeated }: RevisionEvidence): ReadonlySet<ObjectKey> {
  return keysIn([...(notUndone ?? []), ...(notRepeated ?? [])].filter((change) => !isMinor(change)))
}

/** Findings from worst to mildest, otherwise in the order given. */
export function bySeverity(findings: readonly Finding[]): readonly Finding[] {
  return SEVERITIES.flatMap((severity) => findings.filter((finding) => finding.severity === severity))
}

interface Told {
  readonly rule: Rule
  readonly draft: Draft
}

function judged(
  told: readonly Told[],
  { severities }: JudgeSettings,
  revisionOf: (draft: Draft) => Revision | undefined,
  locationOf: (draft: Draft) => Location | null,
): Judgement {
  const found: { readonly draft: Draft; readonly finding: Finding }[] = []
  const usedIgnores: UsedIgnore[] = []
  for (const { rule, draft } of told) {
    const chosen = severities[rule.id] ?? rule.severity
    if (chosen === 'off') continue
    const revision = revisionOf(draft)
    const ignore = ignoreOf(revision, rule.id)
    if (ignore !== null) {
      usedIgnores.push(ignore)
      continue
    }
    const severity = draft.severity === undefined ? chosen : milder(chosen, draft.severity)
    const location = draft.location ?? locationOf(draft)
    found.push({ draft, finding: finding(rule, draft, severity, revision?.id ?? null, location) })
  }
  const all = found.map((one) => one.finding)
  const kept = found.filter((one) => !isToldBetter(one.finding, one.draft, all))
  return { findings: bySeverity(kept.map((one) => one.finding)), usedIgnores }
}

function isToldBetter({ object, severity }: Finding, { toldBy }: Draft, all: readonly Finding[]): boolean {
  return all.some(
    (other) =>
      other.rule === toldBy &&
      other.object?.kind === object?.kind &&
      other.object?.identity === object?.identity &&
      SEVERITIES.indexOf(other.severity) <= SEVERITIES.indexOf(severity),
  )
}

function finding(
  rule: Rule,
  draft: Draft,
  severity: Severity,
  revision: string | null,
  location: Location | null,
): Finding {
  const object = draft.object ?? null
  const key = object === null ? '' : objectKey(object.kind, object.identity)
  const identity = [rule.id, revision ?? '', draft.leg ?? '', key].join('|')
  return {
    rule: rule.id,
    severity,
    revision,
    leg: draft.leg,
    object,
    message: draft.message,
    differences: draft.differences ?? [],
    help: draft.help,
    fix: draft.fix ?? null,
    location,
    fingerprint: createHash('sha256').update(identity).digest('hex').slice(0, 16),
  }
}

function milder(a: Severity, b: Severity): Severity {
  return SEVERITIES.indexOf(a) > SEVERITIES.indexOf(b) ? a : b
}
