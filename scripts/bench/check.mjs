/**
 * `npm run bench`: a whole check against one plain `alembic upgrade head`. The stairway by `alembic` commands is measured on a few
 * revisions at the end of the history and multiplied, since all of it takes minutes.
 */
import { venvPython as python } from '../setup.mjs'
import { writeProject } from './project.mjs'
import { median } from './tools.mjs'

const STAIRWAY = `
import sys
from alembic import command
from alembic.config import Config
config = Config(sys.argv[1])
for _ in range(int(sys.argv[2])):
    command.downgrade(config, "-1"); command.upgrade(config, "+1"); command.downgrade(config, "-1")
`

export async function measureCheck(bench, { revisions, rounds, sample }) {
  const config = await writeProject(bench.folder, revisions)
  const all = []
  for (let round = 0; round < rounds; round++) all.push(await measure(bench, config))
  const of = (member) => median(all.map((one) => one[member]))
  const { inProcess, commands } = await stairway(bench, config, sample)
  const row = (name, time) =>
    console.log(
      `${name.padEnd(58)} ${time.toFixed(2).padStart(9)} s  ${(time / of('plain')).toFixed(2).padStart(8)} x`,
    )
  console.log(`${revisions} revisions, PostgreSQL ${bench.server.version}, median of ${rounds} rounds\n`)
  row('plain `alembic upgrade head`', of('plain'))
  row('whole check: up, down, up, full walk, snapshots, reports', of('check'))
  row('  of which the migrations of the three legs', of('legs'))
  row('  of which the full walk', of('walk'))
  row('  of which the snapshots', of('snapshots'))
  row(`one alembic.command call a step (from ${sample} revisions)`, inProcess * revisions)
  row('one alembic process a step (from 1 revision)', commands * revisions)
  const between = median(all.map((one) => one.check - one.legs - one.walk))
  console.log(
    `\nshare of what is not migrations (start, snapshots, rules): ${Math.round((between / of('check')) * 100)} %`,
  )
  console.log(`findings: ${all.map((one) => one.findings).join(', ')}`)
}

async function measure(bench, config) {
  const plain = await bench.plain(config)
  const { seconds, snapshots, result } = await bench.check(config)
  const legs =
    result.revisions.flatMap((one) => one.legs).reduce((sum, leg) => sum + leg.milliseconds, 0) / 1000
  const walk = (result.walk?.milliseconds ?? 0) / 1000
  return { plain, check: seconds, legs, walk, snapshots, findings: result.findings.length }
}

/** Seconds for up, down and up of one revision at the end of the history: in one Python process, and one a command. */
async function stairway({ withDatabase, alembic, seconds }, config, sample) {
  return withDatabase(async (url) => {
    alembic(config, url, 'upgrade', 'head')
    const inProcess =
      seconds(python, ['-c', STAIRWAY, config, String(sample)], { DATABASE_URL: url }) / sample
    alembic(config, url, 'upgrade', 'head')
    const commands =
      alembic(config, url, 'downgrade', '-1') +
      alembic(config, url, 'upgrade', '+1') +
      alembic(config, url, 'downgrade', '-1')
    return { inProcess, commands }
  })
}
