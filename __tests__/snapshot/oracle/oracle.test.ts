import { availableParallelism } from 'node:os'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import pg from 'pg'
import { clientConfig } from '../../../src/model/server.js'
import { startJudge, type Judge } from '../../support/pg-dump.js'
import { PAIRS } from './all.js'
import { tryAll, type Verdict } from './bench.js'
import { BLIND } from './blind.js'
import { GAPS } from './gaps.js'
import type { Pair } from './pair.js'
import { CLUSTER_SETUP } from './setup.js'

// pg_dump is the independent judge: https://www.postgresql.org/docs/current/app-pgdump.html
let judge: Judge
let verdicts: ReadonlyMap<Pair, Verdict> = new Map()
let skipped = 0

beforeAll(async () => {
  judge = await startJudge()
  const admin = new pg.Client(clientConfig({ ...judge.server.target, database: 'postgres' }))
  await admin.connect()
  for (const statement of CLUSTER_SETUP.split(';').filter((one) => one.trim() !== ''))
    await admin.query(statement)
  await admin.end()
  const known = PAIRS.filter(({ since }) => since <= Number.parseInt(judge.server.version))
  skipped = PAIRS.length - known.length
  const lanes = Math.max(2, Math.min(4, availableParallelism()))
  const some = Array.from({ length: lanes }, (_, lane) => known.filter((_, index) => index % lanes === lane))
  verdicts = new Map((await Promise.all(some.map((one) => tryAll(judge, one)))).flatMap((one) => [...one]))
}, 600_000)

afterAll(async () => {
  await judge.server.close()
  process.stdout.write(`${summary()}\n`)
}, 60_000)

/** What the two said, counted from their answers and not from what the pairs expect. */
function summary(): string {
  const all = [...verdicts.values()]
  const count = (test: (verdict: Verdict) => boolean): number => all.filter(test).length
  const sees = (byPgDump: boolean, byUs: boolean): number =>
    count(
      ({ error, pgDump, ours }) =>
        error === null && pgDump.length > 0 === byPgDump && ours.length > 0 === byUs,
    )
  return (
    `oracle: ${judge.version}: ${all.length} pairs, ${2 * all.length} changes; seen by both ${sees(true, true)}, ` +
    `by neither ${sees(false, false)}, by us alone ${sees(false, true)}, by pg_dump alone ${sees(true, false)}; ` +
    `not undone ${count(({ pgDumpLeft, oursLeft }) => pgDumpLeft.length + oursLeft.length > 0)}, ` +
    `not run ${count(({ error }) => error !== null)}, for newer majors ${skipped}`
  )
}

describe('the snapshot sees what pg_dump sees', () => {
  test.each(PAIRS)('$name', (pair) => {
    const verdict = verdicts.get(pair)
    if (verdict === undefined)
      return expect(pair.since).toBeGreaterThan(Number.parseInt(judge.server.version))
    expect(verdict.error).toBeNull()
    expect({ pgDump: verdict.pgDumpLeft, ours: verdict.oursLeft }).toEqual({ pgDump: [], ours: [] })
    const { pgDump, ours } = verdict
    expect({ byPgDump: pgDump.length > 0, byUs: ours.length > 0, pgDump, ours }).toMatchObject({
      byPgDump: !pair.noise && pair.blind === null,
      byUs: !pair.noise && !GAPS.has(pair.change),
    })
  })

  test('with every reason for a blindness used, and every gap still a pair', () => {
    const used = new Set(PAIRS.flatMap(({ blind }) => (blind === null ? [] : [blind])))
    expect([...used].sort()).toEqual(Object.keys(BLIND).sort())
    const changes = PAIRS.map(({ change }) => change)
    expect([...GAPS.keys()].filter((change) => !changes.includes(change))).toEqual([])
    expect(changes.filter((change, index) => changes.indexOf(change) !== index)).toEqual([])
  })
})
