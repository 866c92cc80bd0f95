/**
 * `npm run test:matrix`: runs the tests that need a database on every supported PostgreSQL and on the oldest and newest
 * libraries (scripts/matrix/combinations.mjs). `-- --only pg16,oldest` runs some of them. Servers, Pythons and the runs' logs
 * are kept under .cache/. Ends with a table, and with 1 when a test failed or a combination that was asked for could not run.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { setup, venvPython } from './setup.mjs'
import { COMBINATIONS } from './matrix/combinations.mjs'

// The oracle has a server of its own, which its pg_dump has to fit.
const JEST = ['--ci', '--json', '--forceExit', '--testPathIgnorePatterns', '__tests__/snapshot/oracle']
const SHOWN = 20
const LONGEST_RUN = 20 * 60_000
const root = dirname(dirname(fileURLToPath(import.meta.url)))
const { values } = parseArgs({ options: { only: { type: 'string' } } })
const names = values.only?.split(',')
const unknown = names?.filter((name) => !COMBINATIONS.some((one) => one.name === name)) ?? []
if (unknown.length > 0) {
  process.stderr.write(
    `No combination ${unknown.join(', ')}: ${COMBINATIONS.map(({ name }) => name).join(', ')}.\n`,
  )
  process.exit(2)
}
setup()
const { installPostgres, installPython } = await import('./matrix/install.mjs')
const logs = join(root, '.cache', 'matrix')
mkdirSync(logs, { recursive: true })

const outcomes = COMBINATIONS.filter(({ name }) => names?.includes(name) ?? true).map((combination) => {
  process.stdout.write(`${combination.name} …\n`)
  const outcome = { name: combination.name, on: '', failing: [], ...tried(combination) }
  process.stdout.write(`  ${told(outcome)}\n`)
  for (const test of outcome.failing.slice(0, SHOWN)) process.stdout.write(`  ✕ ${test}\n`)
  if (outcome.failing.length > SHOWN) process.stdout.write(`  … ${outcome.failing.length - SHOWN} more\n`)
  return outcome
})

const widest = Math.max(...outcomes.map(({ name }) => name.length))
process.stdout.write('\n')
for (const outcome of outcomes) {
  process.stdout.write(`${outcome.name.padEnd(widest)}  ${told(outcome).padEnd(32)}  ${outcome.on}\n`)
}
process.exit(outcomes.some(({ failed, reason }) => failed > 0 || (reason && names)) ? 1 : 0)

function told({ passed, failed, minutes, reason }) {
  return reason ? `not run: ${reason}` : `${passed} passed, ${failed} failed, ${minutes.toFixed(1)} min`
}

/** Runs one combination; `reason` says why it could not be run. */
function tried(combination) {
  const python = combination.pythons ? installPython(combination) : venvPython
  if (python === null) return { reason: `no Python ${combination.pythons.join(' or ')} on this machine` }
  return tests(combination, python)
}

/** A run that broke off before its report, and a test file that could not be loaded, count as failures. */
function tests({ name, postgres, drivers = '', tests: paths }, python) {
  const report = join(logs, `${name}.json`)
  const log = join(logs, `${name}.log`)
  rmSync(report, { force: true })
  const output = openSync(log, 'w')
  const begun = Date.now()
  const path = postgres
    ? `${installPostgres(root, postgres)}${delimiter}${process.env.PATH}`
    : process.env.PATH
  const { status } = spawnSync(
    process.execPath,
    [join(root, 'scripts', 'test.mjs'), ...paths, ...JEST, `--outputFile=${report}`],
    {
      cwd: root,
      timeout: LONGEST_RUN,
      stdio: ['ignore', output, output],
      env: {
        ...process.env,
        PATH: path,
        TEST_POSTGRES: postgres ? String(postgres) : '',
        TEST_PYTHON: python,
        TEST_DRIVERS: drivers,
      },
    },
  )
  const json = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : null
  const failing = json === null ? [`no report: see ${log}`] : json.testResults.flatMap(failures)
  const failed = failing.length > 0 ? failing.length : status === 0 ? 0 : 1
  const server = /Tests run on (PostgreSQL \S+)/.exec(readFileSync(log, 'utf8'))?.[1] ?? 'no server'
  const minutes = (Date.now() - begun) / 60_000
  return {
    passed: json?.numPassedTests ?? 0,
    failed,
    failing,
    minutes,
    on: `${server} · ${libraries(python)}`,
  }
}

function failures({ name, status, assertionResults }) {
  const failed = assertionResults.filter((one) => one.status === 'failed').map(({ fullName }) => fullName)
  return failed.length === 0 && status === 'failed' ? [`${name} could not be loaded`] : failed
}

function libraries(python) {
  const code = `import platform
from importlib.metadata import version, PackageNotFoundError
print("Python", platform.python_version(), end="")
for name, package in dict(alembic="alembic", SQLAlchemy="sqlalchemy", psycopg2="psycopg2-binary", psycopg="psycopg", asyncpg="asyncpg").items():
    try:
        print(" ·", name, version(package), end="")
    except PackageNotFoundError:
        pass`
  return spawnSync(python, ['-c', code], { encoding: 'utf8' }).stdout.trim()
}
