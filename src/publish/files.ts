import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { ConfigError } from '../model/errors.js'
import { neutralise } from './workflow-command.js'

const readByPeople: ReadonlySet<string> = new Set(['terminal', 'text', 'markdown'])

/**
 * Writes a report, and makes the folders above it. The path `-` is standard output.
 * Throws ConfigError with a sentence that names the file.
 */
export async function writeReport(format: string, path: string, text: string): Promise<void> {
  // In a job standard output is the log, in which the runner looks for commands; a file's format must stay exact.
  if (path === '-') return toStdout(readByPeople.has(format) ? neutralise(text) : text)
  try {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, text)
  } catch (error) {
    throw new ConfigError(
      `The ${format} report cannot be written to ${path} (${reasonOf(error)}); give a path that can be written.`,
    )
  }
}

/** Resolves when the reader has taken everything: a process that exits earlier would cut a pipe short. */
async function toStdout(text: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    process.stdout.write(text, (error) => (error ? reject(error) : resolve()))
  })
}

function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code ?? ''
  const known: Readonly<Record<string, string>> = {
    EACCES: 'permission denied',
    EISDIR: 'it is a folder',
    ENOTDIR: 'a part of the path is a file',
    EEXIST: 'a part of the path is a file',
    ENOSPC: 'the disk is full',
    EROFS: 'the file system is read-only',
  }
  return known[code] ?? (error instanceof Error ? error.message : String(error))
}
