import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { delimiter, isAbsolute, join, resolve } from 'node:path'
import { parseArgsStringToArgv } from 'string-argv'

/** Environment variables, as `process.env`. */
export type Env = Readonly<Record<string, string | undefined>>

const WINDOWS = process.platform === 'win32'
const IN_VENV = WINDOWS ? join('Scripts', 'python.exe') : join('bin', 'python')

/** Installers that keep the environment elsewhere and start its Python themselves, by their lock file. */
const RUNNERS = [
  ['uv.lock', 'uv'],
  ['poetry.lock', 'poetry'],
] as const

function isRunnable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}

function onPath(name: string, env: Env): boolean {
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  return folders.some((folder) => isRunnable(join(folder, WINDOWS ? `${name}.exe` : name)))
}

/**
 * The command in words, quoted as in a shell; a text that is a file's path as a whole is one word, whatever blanks it
 * holds. A path is made absolute but its links are kept: Python finds its virtual environment by the link's place.
 * Empty when the text has no word.
 */
export function splitPython(text: string, directory: string): readonly string[] {
  if (/[/\\]/.test(text) && isRunnable(resolve(directory, text))) return [resolve(directory, text)]
  const [command, ...rest] = parseArgsStringToArgv(text)
  if (command === undefined || command === '') return []
  const isPath = /[/\\]/.test(command) && !isAbsolute(command)
  return [isPath ? resolve(directory, command) : command, ...rest]
}

/**
 * The project's Python when none is named: the active virtual environment, `.venv` or `venv` in one of the folders, uv or
 * poetry where their lock file lies there and they are installed, else python3 or python from PATH.
 */
export function findPython(folders: readonly string[], env: Env): readonly string[] {
  const active = env['VIRTUAL_ENV']
  const environments = [
    ...(active ? [active] : []),
    ...folders.flatMap((folder) => [join(folder, '.venv'), join(folder, 'venv')]),
  ]
  const python = environments.map((folder) => join(folder, IN_VENV)).find(isRunnable)
  if (python !== undefined) return [python]
  for (const [lock, runner] of RUNNERS) {
    if (folders.some((folder) => existsSync(join(folder, lock))) && onPath(runner, env))
      return [runner, 'run', 'python']
  }
  return [onPath('python3', env) || !onPath('python', env) ? 'python3' : 'python']
}
