import { beforeEach, describe, expect, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { rmSync, symlinkSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { changedFiles } from '../../src/inputs/changed-files.js'
import { ConfigError } from '../../src/model/errors.js'
import { project, writeFiles } from './project.js'

const WHO = ['-c', 'user.name=T', '-c', 'user.email=t@example.org', '-c', 'commit.gpgsign=false']

function git(folder: string, ...args: string[]): void {
  execFileSync('git', [...WHO, ...args], { cwd: folder, stdio: 'pipe', env: process.env })
}

function commit(folder: string, files: Record<string, string>): void {
  writeFiles(folder, files)
  git(folder, 'add', '-A')
  git(folder, 'commit', '-q', '-m', 'work', '--allow-empty')
}

/** `main` with versions/a.py and versions/old.py, then branch `feature` with one file more; main has moved on. */
function repository(): string {
  const folder = project({})
  git(folder, 'init', '-q', '-b', 'main')
  commit(folder, { 'versions/a.py': '1', 'versions/old.py': '1', '.gitignore': '*.pyc\n' })
  git(folder, 'checkout', '-q', '-b', 'feature')
  commit(folder, { 'versions/b.py': '1' })
  git(folder, 'checkout', '-q', 'main')
  commit(folder, { 'versions/of_main.py': '1' })
  git(folder, 'checkout', '-q', 'feature')
  return folder
}

async function changed(folder: string, baseRef: string | null = 'main'): Promise<readonly string[]> {
  return [...(await changedFiles(baseRef, folder))].sort()
}

describe('the changed files', () => {
  let folder: string
  beforeEach(() => {
    folder = repository()
  })

  test('are those since the branch left its base, not those of the base', async () => {
    expect(await changed(folder)).toEqual([`${folder}/versions/b.py`])
  })

  test('are with those not committed, staged or not, and not yet added', async () => {
    writeFiles(folder, {
      'versions/a.py': '2',
      'versions/c.py': '',
      'versions/ü "x".py': '',
      'versions/x.pyc': '',
    })
    git(folder, 'add', 'versions/a.py')
    const names = ['a.py', 'b.py', 'c.py', 'ü "x".py']
    expect(await changed(folder)).toEqual(names.map((name) => `${folder}/versions/${name}`))
  })

  test('are without those that are gone', async () => {
    rmSync(`${folder}/versions/old.py`)
    expect(await changed(folder)).toEqual([`${folder}/versions/b.py`])
  })

  test('are the same seen from a project in a subfolder', async () => {
    writeFiles(folder, { 'api/alembic.ini': '', 'versions/c.py': '' })
    const seen = await changed(`${folder}/api`)
    expect(seen).toEqual([`${folder}/api/alembic.ini`, `${folder}/versions/b.py`, `${folder}/versions/c.py`])
  })

  test('are real paths, also when the working directory is a link', async () => {
    const link = `${project({})}/link`
    symlinkSync(folder, link)
    expect(await changed(link)).toEqual([`${folder}/versions/b.py`])
  })

  test('are compared with the default branch when no base is named', async () => {
    expect(await changed(folder, null)).toEqual([`${folder}/versions/b.py`])
  })

  test('are found in a checkout that another user owns, as in a container job', async () => {
    process.env['GIT_TEST_ASSUME_DIFFERENT_OWNER'] = '1'
    try {
      expect(() => git(folder, 'status')).toThrow('dubious ownership')
      expect(await changed(folder)).toEqual([`${folder}/versions/b.py`])
    } finally {
      delete process.env['GIT_TEST_ASSUME_DIFFERENT_OWNER']
    }
  })
})

describe('a checkout in which they cannot be found', () => {
  /** As actions/checkout leaves it: one commit of one branch, the base fetched or not. */
  function shallow(...refs: string[]): string {
    const origin = repository()
    const folder = project({})
    git(folder, 'init', '-q')
    git(folder, 'remote', 'add', 'origin', pathToFileURL(origin).href)
    git(
      folder,
      'fetch',
      '-q',
      '--depth=1',
      'origin',
      ...refs.map((ref) => `${ref}:refs/remotes/origin/${ref}`),
    )
    git(folder, 'checkout', '-q', 'origin/feature')
    return folder
  }

  test.each([
    ['no base', () => shallow('feature'), 'git does not know origin/main. The checkout is shallow'],
    [
      'no common commit',
      () => shallow('feature', 'main'),
      'HEAD and origin/main have no commit in common. The checkout is shallow',
    ],
  ])('shallow, with %s: fetch-depth is named', async (_, make, words) => {
    const failing = changedFiles('origin/main', make())
    await expect(failing).rejects.toThrow(words)
    await expect(failing).rejects.toThrow('`fetch-depth: 0`')
  })

  test.each([
    [
      'an unknown base',
      repository,
      'git does not know nowhere. Fetch it, or name another branch, tag or commit.',
    ],
    ['a folder outside git', () => project({}), 'is not in a git work tree. Check all revisions.'],
  ])('%s', async (_, make, words) => {
    const failing = changedFiles('nowhere', make())
    await expect(failing).rejects.toThrow(words)
    await expect(failing).rejects.toBeInstanceOf(ConfigError)
  })

  test('branches that share nothing', async () => {
    const folder = repository()
    git(folder, 'checkout', '-q', '--orphan', 'fresh')
    commit(folder, {})
    await expect(changedFiles('main', folder)).rejects.toThrow(
      'HEAD and main have no commit in common. Name a base-ref',
    )
  })
})
