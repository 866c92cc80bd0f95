import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { openJudge, type Judge } from './judge.js'
import { prove } from './proof.js'

let judge: Judge
beforeAll(async () => {
  judge = await openJudge()
})
afterAll(() => judge.close())

// More of them: npm run proof -- --histories 500 --seed 7. It leaves counterexamples in .cache/proof.
test('random histories give no finding, and every fault that pg_dump sees is an error on its revision', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'matview-check-proof-'))
  const tally = await prove({ judge, seed: 1, histories: 12, faults: 3, jobs: 2, folder })
  expect(tally).toMatchObject({ histories: 12, wrongAlarms: 0, missed: 0, counterexamples: [] })
  expect(tally.caught).toBeGreaterThan(15)
  rmSync(folder, { recursive: true })
}, 300_000)
