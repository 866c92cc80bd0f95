import type { LegEvidence, LegStatus } from '../model/evidence.js'
import type { Leg, StepReport } from '../model/step.js'
import type { Bench } from './bench.js'

/**
 * Codes by which PostgreSQL says that something is not there: what a migration runs into when the one before it failed.
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const UNDEFINED = new Set(['42P01', '42703', '42704', '42883', '3F000'])

/** Turns a leg's report into evidence. */
export function evidenceOf(
  bench: Bench,
  standsOnFailed: readonly string[],
): (leg: Leg, report: StepReport) => LegEvidence {
  return (leg, report) => {
    const status = report.error === null ? 'passed' : failure(leg, report.error.sqlstate, standsOnFailed)
    return { leg, status, ...report, intents: bench.readIntents(report.statements) }
  }
}

/** An upgrade that misses what a failed one should have made is its consequence; a downgrade undoes an upgrade that passed. */
function failure(leg: Leg, sqlstate: string | null, standsOnFailed: readonly string[]): LegStatus {
  const misses = leg === 'upgrade' && sqlstate !== null && UNDEFINED.has(sqlstate)
  return misses && standsOnFailed.length > 0 ? 'blocked' : 'failed'
}

/** The three legs, those that were not run included. */
export function withSkipped(run: readonly LegEvidence[]): Record<Leg, LegEvidence> {
  const find = (leg: Leg): LegEvidence =>
    run.find((one) => one.leg === leg) ?? {
      leg,
      status: 'skipped',
      milliseconds: 0,
      statements: [],
      intents: { all: [], opaque: [] },
      notices: [],
      error: null,
    }
  return { upgrade: find('upgrade'), downgrade: find('downgrade'), reupgrade: find('reupgrade') }
}
