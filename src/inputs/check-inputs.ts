import { statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { configProblem, findConfig } from './config.js'
import type { CheckInputs, Seed } from './inputs.js'
import { REPORT_FORMATS } from './options/all.js'
import { FAIL_ON } from './options/verdict.js'
import { readDatabaseUrl, readSelection, readSeverities, readShard } from './parts.js'
import { findPython, splitPython, type Env } from './python.js'
import type { Values } from './values.js'

/** Where the inputs are read: the environment, the working directory (absolute) and the ids of all rules. */
export interface Surroundings {
  readonly env: Env
  readonly directory: string
  readonly ruleIds: readonly string[]
  /** What `changed` compares with when the user names nothing; null for the default branch. */
  readonly defaultBaseRef: string | null
}

function readConfig(values: Values, directory: string): string {
  const given = values.text('config')
  if (given === null) {
    const found = findConfig(directory)
    if ('path' in found) return found.path
    values.problem('config', found.problem)
    return directory
  }
  const problem = configProblem(given, directory)
  if (problem !== null) values.problem('config', problem)
  return resolve(directory, given)
}

function readPython(values: Values, directory: string, config: string, env: Env): readonly string[] {
  const given = values.text('python')
  if (given === null) return findPython([...new Set([directory, dirname(config)])], env)
  const words = splitPython(given, directory)
  if (words.length === 0) values.problem('python', 'holds no command: give one such as .venv/bin/python.')
  return words
}

function readSqlFiles(
  values: Values,
  option: 'setup-sql' | 'refresh-sql',
  directory: string,
): readonly string[] {
  return values.all(option).map((given) => {
    const path = resolve(directory, given)
    const isFile = statSync(path, { throwIfNoEntry: false })?.isFile() ?? false
    if (!isFile) values.problem(option, `names ${path}, which is no file: give the path of an SQL file.`)
    return path
  })
}

function readSeed(values: Values, directory: string): Seed {
  const given = values.text('seed')
  if (given === null || given === 'none') return given ?? 'generated'
  const folder = resolve(directory, given)
  const isFolder = statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false
  if (!isFolder)
    values.problem(
      'seed',
      `names ${folder}, which is no folder: give a folder of files such as base.sql, or none.`,
    )
  return { folder }
}

function readUrlVariables(values: Values): readonly string[] {
  for (const name of values.all('url-variable')) {
    if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) continue
    values.problem(
      'url-variable',
      `is \`${name}\`: give the name of an environment variable, such as DB_URL.`,
    )
  }
  return values.all('url-variable')
}

/** Report files by format: absolute paths, or `-` for standard output, which only the command line has. */
export function readReports(values: Values, directory: string): Readonly<Record<string, string>> {
  const reports: Record<string, string> = {}
  for (const format of REPORT_FORMATS) {
    const given = values.text(format)
    if (given === null) continue
    const target = given === '-' ? '-' : resolve(directory, given)
    const other = Object.keys(reports).find((known) => reports[known] === target)
    if (target === '-' && values.surface === 'action')
      values.problem(format, 'is `-`: give the path of a file.')
    else if (other !== undefined)
      values.problem(format, `and ${other} both write to ${given}: give each its own file.`)
    reports[format] = target
  }
  return reports
}

/** Everything a check is told. What is wrong goes to the problems of `values`; then the result must not be used. */
export function readCheckInputs(values: Values, surroundings: Surroundings): CheckInputs {
  const { env, directory, ruleIds, defaultBaseRef } = surroundings
  const config = readConfig(values, directory)
  return {
    directory,
    config,
    section: values.text('name'),
    python: readPython(values, directory, config, env),
    databaseUrl: readDatabaseUrl(values, env['MATVIEW_CHECK_DATABASE_URL']),
    postgres: values.integer('postgres'),
    selection: readSelection(values, defaultBaseRef) ?? { kind: 'all' },
    floor: values.text('floor'),
    setupSql: readSqlFiles(values, 'setup-sql', directory),
    seed: readSeed(values, directory),
    refreshSql: readSqlFiles(values, 'refresh-sql', directory),
    failOn: values.choice('fail-on', FAIL_ON),
    fullWalk: values.boolean('full-walk'),
    shard: readShard(values),
    xArguments: values.all('x'),
    urlVariables: readUrlVariables(values),
    stepTimeout: values.integer('step-timeout') ?? 0,
    wait: values.integer('wait') ?? 0,
    severities: readSeverities(values, ruleIds),
    reports: readReports(values, directory),
    verbose: values.boolean('verbose'),
  }
}
