/**
 * `npm run proof [-- --histories 20 --faults 4 --seed 1 --jobs 2]`: random correct histories must give no finding, and each
 * fault that pg_dump can see must give an error on its revision. Ends with 1 when one does not, and leaves it as a project
 * in .cache/proof.
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

const judge = await openJudge()
const line = ({ histories, revisions, wrongAlarms, faults, caught, missed }) =>
  `${histories} histories, ${revisions} revisions, ${wrongAlarms} wrong alarms; ` +
  `${faults} faults, ${caught + missed} that show, ${caught} caught, ${missed} missed`
let told = 0
try {
  console.log(`The judge is ${judge.version}.`)
  const tally = await prove({
    judge,
    seed: Number(values.seed),
    histories: Number(values.histories),
    faults: Number(values.faults),
    jobs: Number(values.jobs),
    folder: '.cache/proof',
    progress: (now) => {
      for (const folder of now.counterexamples.slice(told)) console.log(`counterexample: ${folder}`)
      told = now.counterexamples.length
      if (process.stdout.isTTY || now.histories % 10 === 0) console.log(line(now))
    },
  })
  console.log(line(tally))
  process.exitCode = tally.wrongAlarms + tally.missed === 0 ? 0 : 1
} finally {
  await judge.close()
}
