import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** Where Alembic's own commands and Flask-Migrate put the configuration. */
const USUAL = ['alembic.ini', 'pyproject.toml', join('migrations', 'alembic.ini')] as const

/** Alembic 1.16 and later read this table of pyproject.toml; an `alembic.ini` beside it may then be missing. */
const ALEMBIC_TABLE = /^\s*\[\s*tool\s*\.\s*alembic\s*\]/m

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false
}

function isConfig(path: string): boolean {
  return isFile(path) && (!path.endsWith('.toml') || ALEMBIC_TABLE.test(readFileSync(path, 'utf8')))
}

/** Configuration files one folder deeper, for a hint. */
function nearby(directory: string): readonly string[] {
  const folders = readdirSync(directory, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  return folders
    .map((entry) => join(entry.name, 'alembic.ini'))
    .filter((path) => isFile(join(directory, path)))
}

/** The configuration that lies in its usual place, absolute; else what to tell the user. */
export function findConfig(directory: string): { readonly path: string } | { readonly problem: string } {
  const found = USUAL.map((name) => join(directory, name)).find(isConfig)
  if (found !== undefined) return { path: found }
  const hint = existsSync(directory) ? nearby(directory)[0] : undefined
  return {
    problem:
      `is not given, and ${directory} has no alembic.ini, no pyproject.toml with [tool.alembic] and no ` +
      `migrations/alembic.ini: ${hint === undefined ? "name your project's Alembic configuration." : `is it ${hint}?`}`,
  }
}

/** What is wrong with a configuration file that the user named; null when it can be used. */
export function configProblem(text: string, directory: string): string | null {
  const path = resolve(directory, text)
  if (!existsSync(path)) return `names ${path}, which does not exist: give the path of your alembic.ini.`
  if (!isFile(path)) return `names ${path}, which is no file: give the path of your alembic.ini.`
  if (!isConfig(path))
    return `names ${path}, which has no table [tool.alembic]: give the path of your alembic.ini.`
  return null
}
