import type { LegStatus } from '../../src/model/evidence.js'
import type { Finding } from '../../src/model/finding.js'
import type { InventoryView, Relation } from '../../src/model/inventory.js'
import {
  FORMAT_VERSION,
  type CheckResult,
  type Environment,
  type RevisionResult,
} from '../../src/model/result.js'
import { LEGS } from '../../src/model/step.js'
import { countFindings, verdictOf } from '../../src/model/verdict.js'

export const ENVIRONMENT: Environment = {
  matviewCheck: '1.0.0',
  postgresql: '17.10',
  python: '3.13.1',
  tool: 'alembic 1.20.1',
  sqlalchemy: '2.1.0',
  driver: 'psycopg2 2.9.13',
}

/** A finding like `left-behind` on the main example, with what a case changes. */
export function finding(changes: Partial<Finding> = {}): Finding {
  const made: Finding = {
    rule: 'left-behind',
    severity: 'error',
    revision: '3f2a9c81d0aa',
    leg: 'downgrade',
    object: null,
    message: 'something is still there after the downgrade',
    differences: [],
    help: 'Drop it in `downgrade()`.',
    fix: null,
    location: null,
    fingerprint: '',
    ...changes,
  }
  const print = [made.rule, made.revision, made.leg, made.object?.identity].join(' ')
  return { ...made, fingerprint: changes.fingerprint ?? print }
}

/** A checked revision whose legs went as told: all passed when none is. */
export function revision(id: string, message: string, ...statuses: LegStatus[]): RevisionResult {
  const legs = LEGS.map((leg, at) => ({ leg, status: statuses[at] ?? 'passed', milliseconds: 4 + at }))
  return { id, message, file: fileOf(id, message), legs }
}

/** A revision that was only applied. */
export function applied(id: string, message: string): RevisionResult {
  return { id, message, file: fileOf(id, message), legs: [] }
}

function fileOf(id: string, message: string): string {
  return `migrations/versions/${id}_${message.replace(/\W+/g, '_')}.py`
}

/** A result; counts and verdict follow from its findings. */
export function result(changes: Partial<CheckResult> = {}): CheckResult {
  const findings = changes.findings ?? []
  const failOn = changes.failOn ?? 'error'
  return {
    formatVersion: FORMAT_VERSION,
    environment: ENVIRONMENT,
    config: 'alembic.ini',
    failOn,
    verdict: verdictOf(findings, failOn),
    counts: countFindings(findings),
    shard: null,
    milliseconds: 1_234,
    revisions: [
      revision('8c1e22f07b31', 'create message_usages'),
      revision('3f2a9c81d0aa', 'add daily usage'),
    ],
    walk: { status: 'passed', revisions: 2, stoppedAt: null, milliseconds: 21 },
    findings,
    unusedIgnores: [],
    ...changes,
  }
}

/** A materialized view that reads message_usages and can be refreshed concurrently, with what a case changes. */
export function view(identity: string, changes: Partial<InventoryView> = {}): InventoryView {
  return {
    identity,
    revision: '3f2a9c81d0aa',
    indexes: [{ name: 'idx_daily_usage_user_date', unique: true }],
    populated: true,
    concurrently: true,
    because: null,
    reads: ['public.message_usages'],
    rows: null,
    bytes: null,
    ...changes,
  }
}

/** A relation of the dependency graph: `relation('view', 'public.v', ['public.t'], 'created')`. */
export function relation(
  kind: string,
  identity: string,
  reads: readonly string[] = [],
  touch: Relation['touch'] = null,
): Relation {
  return { kind, identity, touch, reads }
}

/** `count` checked revisions that all passed. */
export function history(count: number): readonly RevisionResult[] {
  return Array.from({ length: count }, (_, at) => revision(`a${String(at).padStart(4, '0')}`, `step ${at}`))
}
