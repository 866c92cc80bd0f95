import { chown, mkdtemp, readFile, rm, stat, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { ConfigError } from '../model/errors.js'
import { chooseInstallation } from './binaries.js'
import { serverAccount } from './program.js'
import type { Account } from './program.js'
import { runnableBin } from './relocate.js'

/** A folder made for one cluster, and the programs to run there as a user who may. */
export interface Site {
  readonly folder: string
  readonly bin: string
  readonly major: number
  readonly account: Account | null
}

/** A path to a Unix socket has at most 103 bytes (macOS; Linux 107), of which our folder takes 21 and the socket's name 14. */
const LONGEST_BASE = 65

/** Linux keeps what is written there in memory, where making a table's files takes a fraction of the time. */
const MEMORY = '/dev/shm'

/** Bytes. A container's default is 64 MiB, and a cluster alone takes 40 MiB before the first migration. */
const ROOMY = 2 * 1024 ** 3

/** Finds the programs and makes the folder. Throws ConfigError when there are no programs that can be run. */
export async function prepareSite(wanted: number | null): Promise<Site> {
  if (process.platform === 'win32') {
    throw new ConfigError(
      'On Windows matview-check can start no PostgreSQL of its own: give database-url, or run it under WSL.',
    )
  }
  const installation = await chooseInstallation(wanted)
  const account = await serverAccount()
  const folder = await mkdtemp(join(await baseFolder(account), 'matview-check-'))
  try {
    if (account) await chown(folder, account.uid, account.gid)
    return {
      folder,
      bin: await runnableBin(installation, folder, account),
      major: installation.major,
      account,
    }
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw error
  }
}

/** Where the folder is made: the account must reach it and may delete it, and paths to sockets are short. */
async function baseFolder(account: Account | null): Promise<string> {
  if (process.env['TMPDIR'] === undefined && (await isRoomy(MEMORY))) return MEMORY
  if (!account) return tmpdir().length <= LONGEST_BASE ? tmpdir() : '/tmp'
  for (const base of [tmpdir(), '/tmp', '/var/tmp']) {
    if (base.length <= LONGEST_BASE && (await openToAll(base))) return base
  }
  return '/tmp'
}

/** True for a folder in memory with room for a cluster and its programs, which some containers do not let run from there. */
async function isRoomy(folder: string): Promise<boolean> {
  const { bavail, bsize } = await statfs(folder).catch(() => ({ bavail: 0, bsize: 0 }))
  if (bavail * bsize < ROOMY || !(await openToAll(folder))) return false
  const mounts = await readFile('/proc/mounts', 'utf8').catch(() => '')
  return mounts.split('\n').some((line) => line.includes(` ${folder} tmpfs `) && !line.includes('noexec'))
}

async function openToAll(folder: string): Promise<boolean> {
  const mode = (await stat(folder).catch(() => null))?.mode ?? 0
  if ((mode & 0o003) !== 0o003) return false
  for (let above = dirname(folder); above !== dirname(above); above = dirname(above)) {
    if (((await stat(above)).mode & 0o001) === 0) return false
  }
  return true
}
