import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { openJudge, type Judge } from './judge.js'
import { prove } from './proof.js'
import { warmPython, type WarmPython } from './warm.js'

let judge: Judge
let python: WarmPython
beforeAll(async () => {
  judge = await openJudge()
  python = await warmPython()
})
afterAll(async () => {
  await python.close()
  await judge.close()
})

// More of them: npm run proof -- --histories 500 --seed 7. It leaves counterexamples in .cache/proof.
test('random histories give no finding, every fault that pg_dump sees is an error on its revision, and fixes are tried', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'matview-check-proof-'))
  const tally = await prove({
    judge,
    python: python.command,
    seed: 1,
    histories: 8,
    faults: 3,
    jobs: 2,
    folder,
  })
  expect(tally).toMatchObject({ histories: 8, wrongAlarms: 0, counterexamples: [] })
  expect(tally.total).toMatchObject({ missed: 0 })
  expect(tally.total.caught).toBeGreaterThan(10)
  const { mendable, mended } = tally.total
  expect(mended / mendable).toBeGreaterThanOrEqual(0.95)
  rmSync(folder, { recursive: true })
}, 300_000)
