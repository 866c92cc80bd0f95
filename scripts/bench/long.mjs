/** `npm run bench -- long`: what grows with the history: time for each revision, memory, and a pull request that changes one. */
import { join } from 'node:path'
import { writeProject } from './project.mjs'

const SHORT = 300
const LONG = 3000

export async function measureLong(bench) {
  const short = await writeProject(join(bench.folder, 'short'), SHORT)
  const long = await writeProject(join(bench.folder, 'long'), LONG)
  const few = await bench.check(short)
  const many = await bench.check(long)
  const plain = await bench.plain(long)
  const one = await bench.check(long, '--revisions', `r0${LONG - 10}`)
  const each = ({ seconds }, revisions) => (seconds / revisions) * 1000
  const [a, b] = [each(few, SHORT), each(many, LONG)]
  console.log(`PostgreSQL ${bench.server.version}\n`)
  console.log(`${SHORT} revisions, whole check    ${few.seconds.toFixed(1)} s, ${a.toFixed(1)} ms a revision`)
  console.log(
    `${LONG} revisions, whole check   ${many.seconds.toFixed(1)} s, ${b.toFixed(1)} ms a revision: ${(b / a).toFixed(2)} x`,
  )
  console.log(
    `  Node's peak memory          ${Math.round(many.memory / 1e6)} MB (${SHORT}: ${Math.round(few.memory / 1e6)} MB)`,
  )
  console.log(`${LONG} revisions, plain upgrade ${plain.toFixed(1)} s`)
  console.log(
    `  one of them checked         ${one.seconds.toFixed(1)} s: ${(one.seconds / plain).toFixed(2)} x the plain upgrade`,
  )
  console.log(
    `findings: ${few.result.findings.length}, ${many.result.findings.length}, ${one.result.findings.length}`,
  )
}
