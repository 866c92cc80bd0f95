import { afterAll } from '@jest/globals'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const made: string[] = []

afterAll(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** Writes files below a folder; those whose name begins with `bin/` or holds `/bin/` can be executed. */
export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text, { mode: /(^|\/)bin\//.test(name) ? 0o755 : 0o644 })
  }
}

/** A new temporary folder that holds these files; it goes when the test file is done. */
export function project(files: Readonly<Record<string, string>> = { 'alembic.ini': '[alembic]\n' }): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'inputs-')))
  made.push(folder)
  writeFiles(folder, files)
  return folder
}

/** The message of what a call throws; empty when it throws nothing. */
export function messageOf(call: () => unknown): string {
  try {
    call()
    return ''
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
