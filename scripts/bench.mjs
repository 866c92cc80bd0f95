/**
 * `npm run bench [-- snapshot | long] [--revisions 300 --rounds 3 --sample 5]`: what a check costs, as ratios within one run on one
 * throwaway server. Without a word, a whole check against one plain `alembic upgrade head`; with `snapshot`, single snapshots by the
 * number of relations and their share in a check; with `long`, a history of 3,000 revisions against one of 300, and a pull request on it.
 */
import { parseArgs } from 'node:util'
import { measureCheck } from './bench/check.mjs'
import { measureLong } from './bench/long.mjs'
import { printSnapshots } from './bench/snapshot.mjs'
import { openBench } from './bench/tools.mjs'
import { setup } from './setup.mjs'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    revisions: { type: 'string', default: '300' },
    rounds: { type: 'string', default: '3' },
    sample: { type: 'string', default: '5' },
  },
})
const options = {
  revisions: Number(values.revisions),
  rounds: Number(values.rounds),
  sample: Math.min(Number(values.sample), Number(values.revisions)),
}

setup()
const bench = await openBench()
try {
  if (positionals.includes('snapshot')) await printSnapshots(bench, options)
  else if (positionals.includes('long')) await measureLong(bench, options)
  else await measureCheck(bench, options)
} finally {
  await bench.close()
}
