import type { Snapshot } from '../model/catalog.js'
import type { Change } from '../model/change.js'
import type { Contents, DataEvidence, Loss, Provoked } from '../model/data.js'
import type { LegEvidence } from '../model/evidence.js'
import { LEGS, type StepError } from '../model/step.js'
import type { Attempt } from './legs.js'
import type { RevisionRun } from './revision-run.js'
import { losses, type Rows } from './rows.js'
import { tablesTouched, viewsTouched, writing } from './touched-rows.js'
import type { Bench } from './bench.js'
import type { Workbench } from './workbench.js'

/**
 * Classes of errors that come from what a statement says or the catalog holds, whatever rows there are:
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const NOT_BY_ROWS = /^(?:0A|25|26|2B|3D|3F|42)/

/** True when what a revision's legs did wrong may be owed to rows. */
export function mayBeByRows(run: RevisionRun, equal: Bench['equal']): boolean {
  const legs = LEGS.map((leg) => run.legs[leg])
  const { before, up, down, again } = run.snapshots
  const differs = (a: Snapshot | null, b: Snapshot | null): boolean =>
    a !== null && b !== null && !equal(a, b)
  const readsRows = legs.some((leg) => writing(leg).length > 0)
  const failed = legs.flatMap(({ error }) => (error === null ? [] : [error]))
  if (failed.length === 0) return readsRows && (differs(before, down) || differs(up, again))
  return failed.some((error) => readsRows || mayBeByRow(error))
}

function mayBeByRow({ sqlstate }: StepError): boolean {
  return sqlstate !== null && !NOT_BY_ROWS.test(sqlstate)
}

/** The leg that failed on rows and passes without. */
export function provokedIn(onRows: RevisionRun, without: RevisionRun): Provoked | null {
  for (const leg of LEGS) {
    const { error } = onRows.legs[leg]
    if (error !== null && without.legs[leg].error === null && without.legs[leg].status === 'passed')
      return { leg, error }
  }
  return null
}

/** Is told of each leg once it passed, with what stands after it, and gives what was lost up to then. */
type Watch = (leg: LegEvidence, after: Snapshot) => Promise<readonly Loss[]>

/** Reads what tables hold after each leg, but only those that the revision touches. */
export function watchRows(rows: Rows | null, before: Snapshot, changes: readonly Change[]): Watch {
  if (rows === null) return () => Promise.resolve([])
  const known = new Map(rows.tables)
  const legs: LegEvidence[] = []
  let upgraded: ReadonlyMap<string, Contents> = new Map()
  let up = before
  let found: readonly Loss[] = []
  return async (evidence, after) => {
    legs.push(evidence)
    if (writing(evidence).length > 0) rows.doubt()
    const touched = tablesTouched(known, before, changes, legs)
    const held = await rows.read(touched)
    const of = (all: ReadonlyMap<string, Contents>): ReadonlyMap<string, Contents> =>
      new Map([...all].filter(([table]) => held.has(table)))
    if (evidence.leg === 'upgrade') {
      upgraded = held
      up = after
    }
    if (evidence.leg === 'downgrade') found = losses(of(known), held, 'downgrade', [before, after])
    if (evidence.leg === 'reupgrade') {
      const told = new Set(found.map(({ table }) => table))
      const more = losses(of(upgraded), held, 'reupgrade', [up, after]).filter(
        ({ table }) => !told.has(table),
      )
      found = [...found, ...more]
    }
    return found
  }
}

/** What a revision did on rows, with its materialized views tried on them. Called in the state after its upgrade. */
export async function dataOf(
  bench: Bench,
  workbench: Workbench,
  { run: { snapshots }, losses: lost }: Attempt,
  provoked: Provoked | null,
): Promise<DataEvidence | null> {
  const rows = await workbench.rows()
  if (rows === null || bench.rows === null) return null
  const { before, up } = snapshots
  const changes = before === null || up === null ? [] : bench.diff(before, up)
  // A value of a type whose labels or attributes have other names reads otherwise.
  if (changes.some(({ object }) => object.kind === 'type')) rows.doubt()
  await rows.settle()
  const { generated } = bench.rows
  if (up === null) return { generated, probes: [], losses: lost, provoked }
  const views = viewsTouched(up, changes)
  const probes = await rows.probe(views, up)
  return { generated, probes, losses: lost, provoked }
}
