import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** A user and group to run a program as. */
export interface Account {
  readonly uid: number
  readonly gid: number
}

const execFilePromise = promisify(execFile)

/** Runs a program to its end and gives what it printed, or null when it cannot be run or fails. */
export async function output(
  file: string,
  args: readonly string[],
  account: Account | null = null,
): Promise<string | null> {
  try {
    const { stdout } = await execFilePromise(file, args, { cwd: '/', env: cleanEnvironment(), ...account })
    return stdout.trim()
  } catch {
    return null
  }
}

/** This process's environment without what would steer PostgreSQL (PGDATA, PGPORT …), and with messages in English. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG)/.test(name))
  return { ...Object.fromEntries(kept), LC_ALL: 'C' }
}

/** Whom to run PostgreSQL as: null is whoever we are, but PostgreSQL refuses to run as root. */
export async function serverAccount(): Promise<Account | null> {
  if (process.getuid?.() !== 0) return null
  for (const name of ['postgres', '_postgres', 'nobody']) {
    const [uid, gid] = [await output('id', ['-u', name]), await output('id', ['-g', name])]
    if (uid && gid) return { uid: Number(uid), gid: Number(gid) }
  }
  return null
}
