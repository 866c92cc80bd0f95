/**
 * Makes a fresh clone ready: node_modules from package-lock.json, and a Python with Alembic in .cache/venv.
 * Does nothing and says nothing when both are as they should be. Needs Node.js 20+ and Python 3.9+ only.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
export const requirements = join(root, 'scripts', 'requirements.txt')

/** The Python of this checkout's tests, example and benchmark. */
export const venvPython = join(root, '.cache', 'venv', 'bin', 'python')

/** A wrong set-up of the machine, as one sentence for the user. */
export class SetupError extends Error {}

/** Makes the clone ready. Ends the process with one sentence that says what to install where that cannot be done. */
export function setup() {
  try {
    prepare()
  } catch (error) {
    if (!(error instanceof SetupError)) throw error
    say(error.message)
    process.exit(2)
  }
}

function prepare() {
  if (!packagesInstalled()) {
    say('Installing the Node.js packages (npm ci) …')
    mustRun('npm', ['ci', '--no-audit', '--no-fund'], 'npm ci failed')
  }
  const stamp = createHash('sha256').update(readFileSync(requirements)).digest('hex')
  makeVenv('venv', stamp, findPython, ['-r', requirements])
}

/**
 * Makes .cache/<name> a virtual environment with what pip is asked for, unless it has this stamp already, and gives its
 * Python. `find` gives the Python to make it from. Throws a SetupError where that cannot be done.
 */
export function makeVenv(name, stamp, find, packages) {
  const venv = join(root, '.cache', name)
  const venvPython = join(venv, 'bin', 'python')
  const stampFile = join(venv, '.requirements-hash')
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp && works(venvPython))
    return venvPython
  say(`Installing Alembic and the database drivers into .cache/${name} …`)
  install(find(), venv, venvPython, packages)
  writeFileSync(stampFile, stamp)
  return venvPython
}

/** Compared by content: modification times mean nothing after a checkout, and npm writes both files at once. */
function packagesInstalled() {
  const installedFile = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(installedFile)) return false
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
  const installed = JSON.parse(readFileSync(installedFile, 'utf8')).packages
  return Object.entries(wanted).every(
    ([path, entry]) =>
      path === '' || (installed[path] ? installed[path].version === entry.version : entry.optional === true),
  )
}

function works(python) {
  return run(python, ['-c', 'pass']).status === 0
}

function findPython() {
  const candidates = process.env.PYTHON ? [process.env.PYTHON] : ['python3', 'python']
  const enough = candidates.find(
    (python) => run(python, ['-c', 'import sys; sys.exit(sys.version_info < (3, 9))']).status === 0,
  )
  if (enough) return enough
  throw new SetupError(
    `No Python 3.9 or newer found as ${candidates.join(' or ')}: install one, or set PYTHON to its path.`,
  )
}

function install(python, venv, venvPython, packages) {
  rmSync(venv, { recursive: true, force: true })
  mkdirSync(dirname(venv), { recursive: true })
  const pip = ['install', '--quiet', '--no-input', '--disable-pip-version-check', ...packages]
  if (run(python, ['-m', 'venv', venv]).status === 0) {
    mustRun(venvPython, ['-m', 'pip', ...pip], `pip could not install ${packages.join(' ')}`)
    return
  }
  // Debian and Ubuntu split ensurepip off into python3-venv: without it only `--without-pip` works.
  rmSync(venv, { recursive: true, force: true })
  if (run(python, ['-m', 'venv', '--without-pip', venv]).status === 0) {
    const code = 'import sysconfig; print(sysconfig.get_path("purelib"))'
    const sitePackages = run(venvPython, ['-c', code]).stdout.trim()
    for (const [command, ...args] of [
      [python, '-m', 'pip', '--python', venvPython, ...pip],
      // pip before 22.3 has no --python.
      [python, '-m', 'pip', ...pip, '--target', sitePackages],
      ['uv', 'pip', 'install', '--quiet', '--python', venvPython, ...packages],
    ]) {
      if (run(command, args).status === 0) return
    }
  }
  throw new SetupError(
    `${python} can make no virtual environment with pip: install its venv module ` +
      '(Debian, Ubuntu: apt-get install python3-venv), or set PYTHON to another Python.',
  )
}

function run(command, args) {
  return spawnSync(command, args, { cwd: root, encoding: 'utf8' })
}

function mustRun(command, args, failure) {
  const { status, stdout, stderr, error } = run(command, args)
  if (status !== 0) throw new SetupError(`${failure}:\n${error?.message ?? `${stdout}${stderr}`}`)
}

function say(text) {
  process.stderr.write(`${text}\n`)
}

if (process.argv[1] && import.meta.url === pathToFileURL(realpathSync(process.argv[1])).href) setup()
