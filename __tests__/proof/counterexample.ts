import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Faulty } from './faults.js'
import type { Revision } from './history.js'
import { tryOut, type Bench, type Complaint } from './trial.js'

/** Checks that may be spent on making one counterexample small. */
const MOST_TRIES = 40

/** Leaves the smallest history found that gives the same complaint, as a project in the folder. */
export async function keep(
  bench: Bench,
  project: string,
  faulty: Faulty,
  complaint: Complaint,
): Promise<void> {
  let smallest = faulty
  for (const [tries, cut] of cuts(faulty, complaint.revision).slice(0, MOST_TRIES).entries()) {
    const folder = `${project}-try-${tries}`
    const candidate = cut(smallest)
    const { complaints } = await tryOut(bench, folder, candidate)
    rmSync(folder, { recursive: true })
    const isSame = complaints.map((one) => one.what === complaint.what && one.revision === complaint.revision)
    if (isSame.length > 0 && isSame.every(Boolean)) smallest = candidate
  }
  const { findings, complaints } = await tryOut(bench, project, smallest)
  const text = [
    `Seed ${faulty.history.seed}. From the root: \`node dist/cli.js --config ${join(project, 'alembic.ini')}\`.`,
    ...complaints.map(({ what, revision, text }) => `- ${what} in ${revision ?? 'the full walk'}: ${text}`),
    'Findings:',
    ...findings.map((one) => `- ${one.severity} ${one.rule} ${one.revision ?? ''}: ${one.message}`),
  ]
  writeFileSync(join(project, 'README.md'), `${text.join('\n\n')}\n`)
}

type Cut = (faulty: Faulty) => Faulty

/** Ways of leaving something out, the largest first: what is above the revision, other revisions, operations. */
function cuts({ history: { revisions } }: Faulty, concerned: string | null): Cut[] {
  const at = concerned === null ? revisions.length - 1 : revisions.findIndex(({ id }) => id === concerned)
  const from = [...revisions].reverse()
  const above = new Set(revisions.slice(at + 1).map(({ id }) => id))
  return [
    (one) => [...above].reduce(without, one),
    ...from
      .filter(({ id }) => id !== concerned && !above.has(id))
      .map(
        ({ id }) =>
          (one: Faulty) =>
            without(one, id),
      ),
    ...from
      .filter(({ id }) => !above.has(id))
      .flatMap((revision) => parts(revision).map((part) => (one: Faulty) => lighter(one, revision.id, part))),
  ]
}

const parts = ({ up, back }: Revision): number[] =>
  [...new Set([...up, ...back].flatMap(({ part }) => part ?? []))].reverse()

/** The history without one revision: what stood on it stands on what it stood on. */
function without({ history, faults }: Faulty, id: string): Faulty {
  const gone = history.revisions.find((one) => one.id === id)
  const past = (ids: readonly string[]): string[] => [
    ...new Set(ids.flatMap((one) => (one === id ? (gone?.down ?? []) : [one]))),
  ]
  const revisions = history.revisions
    .filter((one) => one !== gone)
    .map((one) => ({ ...one, down: past(one.down), dependsOn: past(one.dependsOn) }))
  return { history: { ...history, revisions }, faults: new Map([...faults].filter(([one]) => one !== id)) }
}

/** The history without one operation, neither way. */
function lighter({ history, faults }: Faulty, id: string, part: number): Faulty {
  const revisions = history.revisions.map((one) =>
    one.id === id
      ? { ...one, up: one.up.filter((s) => s.part !== part), back: one.back.filter((s) => s.part !== part) }
      : one,
  )
  return { history: { ...history, revisions }, faults }
}
