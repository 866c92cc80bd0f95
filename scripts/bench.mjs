/**
 * `npm run bench [-- snapshot] [--revisions 300 --rounds 3 --sample 5]`: what a whole check costs, as ratios to one plain
 * `alembic upgrade head` within one run on one throwaway server. The stairway by `alembic` commands is measured on
 * a few revisions at the end of the history and multiplied, since all of it takes minutes.
 */
import { spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { setup, venvPython as python } from './setup.mjs'
import { writeProject } from './bench/project.mjs'
import { measureSnapshots } from './bench/snapshot.mjs'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    revisions: { type: 'string', default: '300' },
    rounds: { type: 'string', default: '3' },
    sample: { type: 'string', default: '5' },
  },
})
const revisions = Number(values.revisions)
const rounds = Number(values.rounds)
const sample = Math.min(Number(values.sample), revisions)

setup()
await import('./typescript.mjs')
const { startServer } = await import('../src/server/index.ts')
const folder = await mkdtemp(join(tmpdir(), 'matview-check-bench-'))
const server = await startServer({
  databaseUrl: null,
  postgres: null,
  waitSeconds: 30,
  runId: 'bench',
  note: () => undefined,
})
const serverUrl = `postgresql://${server.target.user}@/postgres?host=${encodeURIComponent(server.target.host)}&port=${server.target.port}`

function seconds(command, args, env = {}) {
  const started = performance.now()
  const { status, stderr } = spawnSync(command, args, {
    cwd: folder,
    env: { ...process.env, ...env },
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}: ${stderr}`)
  return (performance.now() - started) / 1000
}

async function withDatabase(work) {
  const database = await server.create()
  try {
    return await work(
      `postgresql+psycopg2://${database.user}@/${database.database}?host=${database.host}&port=${database.port}`,
    )
  } finally {
    await server.drop(database)
  }
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]
const config = await writeProject(folder, revisions)
const alembic = (url, ...args) =>
  seconds(python, ['-m', 'alembic', '-c', config, ...args], { DATABASE_URL: url })

const STAIRWAY = `
import sys
from alembic import command
from alembic.config import Config
config = Config(sys.argv[1])
for _ in range(int(sys.argv[2])):
    command.downgrade(config, "-1"); command.upgrade(config, "+1"); command.downgrade(config, "-1")
`

async function measure() {
  const plain = await withDatabase((url) => alembic(url, 'upgrade', 'head'))
  const json = join(folder, 'result.json')
  const cli = join(import.meta.dirname, '..', 'dist', 'cli.js')
  const check = seconds(process.execPath, [
    cli,
    'check',
    '--config',
    config,
    '--python',
    python,
    '--database-url',
    serverUrl,
    '--json',
    json,
  ])
  const result = JSON.parse(await readFile(json, 'utf8'))
  const legs =
    result.revisions.flatMap((one) => one.legs).reduce((sum, leg) => sum + leg.milliseconds, 0) / 1000
  return {
    plain,
    check,
    legs,
    walk: (result.walk?.milliseconds ?? 0) / 1000,
    findings: result.findings.length,
  }
}

/** Seconds for up, down and up of one revision at the end of the history: in one Python process, and one a command. */
async function stairway() {
  return withDatabase(async (url) => {
    alembic(url, 'upgrade', 'head')
    const inProcess =
      seconds(python, ['-c', STAIRWAY, config, String(sample)], { DATABASE_URL: url }) / sample
    alembic(url, 'upgrade', 'head')
    const commands =
      alembic(url, 'downgrade', '-1') + alembic(url, 'upgrade', '+1') + alembic(url, 'downgrade', '-1')
    return { inProcess, commands }
  })
}

async function benchSnapshots() {
  console.log(`PostgreSQL ${server.version}, median milliseconds of one snapshot\n`)
  console.log('relations      full   4 added   4 dropped   nothing new')
  for (const relations of [1000, 12000]) {
    const { full, added, dropped, nothing } = await measureSnapshots(server, relations)
    const cells = [
      [relations, 9],
      [full, 10],
      [added, 10],
      [dropped, 12],
      [nothing, 14],
    ]
    console.log(cells.map(([number, width]) => String(Math.round(number * 10) / 10).padStart(width)).join(''))
  }
  console.log()
}

async function benchCheck() {
  const all = []
  for (let round = 0; round < rounds; round++) all.push(await measure())
  const plain = median(all.map((one) => one.plain))
  const check = median(all.map((one) => one.check))
  const { inProcess, commands } = await stairway()
  const row = (name, time) =>
    console.log(
      `${name.padEnd(58)} ${time.toFixed(2).padStart(9)} s  ${(time / plain).toFixed(2).padStart(8)} x`,
    )
  console.log(`${revisions} revisions, PostgreSQL ${server.version}, median of ${rounds} rounds\n`)
  row('plain `alembic upgrade head`', plain)
  row('whole check: up, down, up, full walk, snapshots, reports', check)
  row('  of which the migrations of the three legs', median(all.map((one) => one.legs)))
  row('  of which the full walk', median(all.map((one) => one.walk)))
  row(`one alembic.command call a step (from ${sample} revisions)`, inProcess * revisions)
  row('one alembic process a step (from 1 revision)', commands * revisions)
  const between = median(all.map((one) => one.check - one.legs - one.walk))
  console.log(
    `\nshare of what is not migrations (start, snapshots, rules): ${Math.round((between / check) * 100)} %`,
  )
  console.log(`findings: ${all.map((one) => one.findings).join(', ')}`)
}

try {
  if (positionals.includes('snapshot')) await benchSnapshots()
  await benchCheck()
} finally {
  await server.close()
  await rm(folder, { recursive: true, force: true })
}
