import type { Snapshot } from '../model/catalog.js'
import type { RevisionEvidence } from '../model/evidence.js'
import type { Finding, Fix } from '../model/finding.js'
import type { Trial } from '../run/index.js'
import { undoingOf, type Undo } from './undo.js'

/** What would be told of the revision if this stood after one of its functions. */
export type Retold = (function_: Fix['function'], after: Snapshot) => readonly Finding[]

/** Findings whose fixes need each other. */
type Group = readonly Finding[]

/** A trial costs two legs: after so many for one function the fixes that are left stay untried. */
const MOST_TRIALS = 6

/** The findings with their fixes tried. `trial` runs SQL, `retold` judges what stands after it. */
export async function withTried(
  findings: readonly Finding[],
  evidence: RevisionEvidence,
  trial: Trial,
  retold: Retold,
): Promise<readonly Finding[]> {
  const known = new Set(findings.map(({ fingerprint }) => fingerprint))
  const failures = new Map<Finding, string | null>()
  const together = new Map<Finding, Pick<Fix, 'sql' | 'sameAs'>>()
  const trying =
    (function_: Fix['function'], undo: Undo | null) =>
    async (groups: readonly Group[]): Promise<readonly Group[]> => {
      const parts = groups.map((group) => inTurn(group, undo))
      const { after, failed, refused } = await trial(function_, { all: inTurn(groups.flat(), undo), parts })
      const told = after === null || failed !== null ? [] : retold(function_, after)
      const other = told.find(({ fingerprint }) => !known.has(fingerprint))
      const left = new Set(told.map(({ fingerprint }) => fingerprint))
      for (const [place, group] of groups.entries())
        for (const one of group) {
          const refusal = refused.get(place)
          const why = left.has(one.fingerprint) ? 'the same is still found' : null
          failures.set(
            one,
            refusal === undefined
              ? (failed ?? (other ? `then ${other.message}` : why))
              : `PostgreSQL refuses it: ${refusal}`,
          )
        }
      return groups.filter((group) => group.some((one) => failures.get(one) === null))
    }
  for (const function_ of ['downgrade', 'upgrade'] as const) {
    const due = findings.filter(({ fix }) => fix?.function === function_)
    if (due.length === 0) continue
    const undo = function_ === 'downgrade' && evidence.before !== null ? undoingOf(evidence)() : null
    for (const group of await tryAll(grouped(due, undo), trying(function_, undo)))
      if (group.every((one) => failures.get(one) === null))
        for (const one of group) together.set(one, asOne(one, group, undo))
  }
  return findings.map((finding) => {
    const failed = failures.get(finding)
    if (finding.fix === null || failed === undefined) return finding
    const fix =
      failed === null ? { ...finding.fix, ...together.get(finding), tried: true } : { ...finding.fix, failed }
    return { ...finding, fix }
  })
}

/** Fixes that need each other are one, which the first finding tells: pasted one after another they would not do. */
function asOne(finding: Finding, group: Group, undo: Undo | null): Pick<Fix, 'sql' | 'sameAs'> {
  const [{ object }] = group as readonly [Finding]
  const isFirst = group[0] === finding || object === null
  return { sql: inTurn(group, undo), ...(isFirst ? {} : { sameAs: `${object.kind} ${object.identity}` }) }
}

/**
 * All groups together, since the leg that follows may need all; where that does not do, each group, and of one that does not do each finding.
 * `tryOn` gives the groups of which something was mended; so does this, but for those that were mended only finding by finding.
 */
async function tryAll(
  groups: readonly Group[],
  tryOn: (groups: readonly Group[]) => Promise<readonly Group[]>,
): Promise<ReadonlySet<Group>> {
  let trials = 0
  const attempt = async (some: readonly Group[]): Promise<readonly Group[]> =>
    ++trials > MOST_TRIALS ? [] : tryOn(some)
  const mended = new Set(await attempt(groups))
  if (mended.size === 0 && groups.length > 1)
    for (const group of groups) for (const one of await attempt([group])) mended.add(one)
  for (const group of groups)
    if (!mended.has(group) && group.length > 1) for (const one of group) await attempt([[one]])
  return mended
}

/** The findings so that two are in one group when the fix of one needs what that of the other does. */
function grouped(findings: readonly Finding[], undo: Undo | null): readonly Group[] {
  const groups: Finding[][] = []
  for (const finding of findings) {
    const near = groups.filter((group) => group.some((one) => areTied(one, finding, undo)))
    for (const group of near) groups.splice(groups.indexOf(group), 1)
    groups.push([...near.flat(), finding])
  }
  return groups
}

function areTied({ fix: one }: Finding, { fix: other }: Finding, undo: Undo | null): boolean {
  const sql = new Set(other?.sql)
  return (one?.sql ?? []).some(
    (each) => sql.has(each) || undo?.tiedTo(each).some((near) => sql.has(near)) === true,
  )
}

/** The statements of all fixes, each once, in an order that suits them all where one is known. */
function inTurn(findings: readonly Finding[], undo: Undo | null): readonly string[] {
  const all = new Set(findings.flatMap(({ fix }) => fix?.sql ?? []))
  if (undo === null || findings.length === 1) return [...all]
  const order = undo.all
  return [...[...all].filter((sql) => !order.includes(sql)), ...order.filter((sql) => all.has(sql))]
}
