/** `npm run bench -- long`: what grows with the history: time for each revision, memory, and a pull request that changes one. */
import { join } from 'node:path'
import { writeProject } from './project.mjs'
import { median } from './tools.mjs'

const SHORT = 300
const LONG = 3000

/** All is measured `rounds` times, in turns, but for the long check: it takes minutes, and is measured once amid the others. */
export async function measureLong(bench, { rounds }) {
  const short = await writeProject(join(bench.folder, 'short'), SHORT)
  const long = await writeProject(join(bench.folder, 'long'), LONG)
  const all = []
  let many = null
  for (let round = 0; round < rounds; round++) {
    if (round === Math.floor(rounds / 2)) many = await bench.check(long)
    all.push({
      few: await bench.check(short),
      plain: await bench.plain(long),
      one: await bench.check(long, '--revisions', `r0${LONG - 10}`),
    })
  }
  const few = median(all.map((round) => round.few.seconds))
  const plain = median(all.map((round) => round.plain))
  const one = median(all.map((round) => round.one.seconds))
  const memory = median(all.map((round) => round.few.memory))
  const each = (seconds, revisions) => (seconds / revisions) * 1000
  const [a, b] = [each(few, SHORT), each(many.seconds, LONG)]
  console.log(`PostgreSQL ${bench.server.version}, median of ${rounds} rounds but for the long check\n`)
  console.log(`${SHORT} revisions, whole check    ${few.toFixed(1)} s, ${a.toFixed(1)} ms a revision`)
  console.log(
    `${LONG} revisions, whole check   ${many.seconds.toFixed(1)} s, ${b.toFixed(1)} ms a revision: ${(b / a).toFixed(2)} x`,
  )
  console.log(
    `  Node's peak memory          ${Math.round(many.memory / 1e6)} MB (${SHORT}: ${Math.round(memory / 1e6)} MB)`,
  )
  console.log(`${LONG} revisions, plain upgrade ${plain.toFixed(1)} s`)
  console.log(
    `  one of them checked         ${one.toFixed(1)} s: ${(one / plain).toFixed(2)} x the plain upgrade`,
  )
  const results = [many, ...all.flatMap((round) => [round.few, round.one])]
  console.log(`findings: ${results.map(({ result }) => result.findings.length).join(', ')}`)
}
