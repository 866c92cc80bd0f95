/** `npm run all`: everything that CI runs. Ends with one line `N passed, N failed`. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const report = join(root, '.cache', 'jest.json')
const count = { passed: 0, failed: 0 }

function run(...words) {
  process.stdout.write(`\n> ${words.join(' ')}\n`)
  const [command, ...arguments_] = words
  return spawnSync(command, arguments_, { cwd: root, stdio: 'inherit' }).status === 0
}

function step(...words) {
  const passed = run(...words)
  count[passed ? 'passed' : 'failed'] += 1
  if (!passed) process.stdout.write(`Failed: ${words.join(' ')}\n`)
}

/** Each test counts by itself; a run that broke off before its report counts as one failure. */
function tests() {
  mkdirSync(dirname(report), { recursive: true })
  rmSync(report, { force: true })
  const passed = run('npm', 'test', '--silent', '--', '--ci', '--json', `--outputFile=${report}`, '--silent')
  const told = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : null
  count.passed += told?.numPassedTests ?? 0
  count.failed += told?.numFailedTests ?? 0
  if (!passed && !(told?.numFailedTests > 0)) count.failed += 1
}

const workTree = () => spawnSync('git', ['status', '--porcelain'], { cwd: root, encoding: 'utf8' }).stdout
const before = workTree()
tests()
step('npm', 'run', '--silent', 'lint')
step('npm', 'run', '--silent', 'typecheck')
step('npm', 'run', '--silent', 'check-dist')
step('npm', 'run', '--silent', 'run-action')
if (workTree() === before) count.passed += 1
else {
  process.stdout.write(`Failed: the run left the work tree changed:\n${workTree()}`)
  count.failed += 1
}
process.stdout.write(`\n${count.passed} passed, ${count.failed} failed\n`)
process.exit(count.failed === 0 ? 0 : 1)
