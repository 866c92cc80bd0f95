/**
 * `npm run proof [-- --histories 20 --faults 4 --seed 1 --jobs 2]`: random correct histories must give no finding, and each
 * fault that pg_dump can see must give an error on its revision; of those about materialized views and indexes 95 % must have a
 * fix that was tried. Ends with 1 when that does not hold. Each counterexample is left as a project in .cache/proof, made as small as
 * can be. The same seed gives the same histories.
 */
import { parseArgs } from 'node:util'
import { setup } from './setup.mjs'

const { values } = parseArgs({
  options: {
    histories: { type: 'string', default: '20' },
    faults: { type: 'string', default: '4' },
    seed: { type: 'string', default: '1' },
    jobs: { type: 'string', default: '2' },
  },
})

setup()
await import('./typescript.mjs')
const { openJudge } = await import('../__tests__/proof/judge.ts')
const { prove } = await import('../__tests__/proof/proof.ts')
const { warmPython } = await import('../__tests__/proof/warm.ts')

/** Milliseconds between two lines. */
const INTERVAL = 20_000

const judge = await openJudge()
const python = await warmPython()
const started = performance.now()
const minutes = () => `${((performance.now() - started) / 60_000).toFixed(1)} min: `
let said = started
let told = 0
try {
  console.log(`The judge is ${judge.version}.`)
  const tally = await prove({
    judge,
    python: python.command,
    seed: Number(values.seed),
    histories: Number(values.histories),
    faults: Number(values.faults),
    jobs: Number(values.jobs),
    folder: '.cache/proof',
    progress: (now) => {
      for (const folder of now.counterexamples.slice(told)) console.log(`counterexample: ${folder}`)
      told = now.counterexamples.length
      if (performance.now() - said < INTERVAL) return
      said = performance.now()
      console.log(minutes() + now.line())
    },
  })
  for (const line of tally.untried) console.log(`untried: ${line}`)
  console.log(`${tally.byKind()}\n${minutes()}${tally.line()}`)
  const { missed, mendable, mended } = tally.total
  process.exitCode = tally.wrongAlarms + missed === 0 && mended >= 0.95 * mendable ? 0 : 1
} finally {
  await python.close()
  await judge.close()
}
