import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { check } from '../../src/check.js'
import type { CheckInputs } from '../../src/inputs/inputs.js'
import type { Progress } from '../../src/model/progress.js'
import type { CheckResult } from '../../src/model/result.js'
import { testPython } from './python.js'

/** Checks a project on this jest run's server, with the command line's defaults where `overrides` says nothing. */
export async function checkProject(
  directory: string,
  overrides: Partial<CheckInputs> = {},
  progress: Progress = {},
): Promise<CheckResult> {
  const inputs: CheckInputs = {
    directory,
    config: join(directory, 'alembic.ini'),
    section: null,
    python: [testPython()],
    databaseUrl: process.env['TEST_DATABASE_URL'] ?? null,
    postgres: null,
    selection: { kind: 'all' },
    floor: null,
    setupSql: [],
    seed: 'generated',
    refreshSql: [],
    failOn: 'error',
    fullWalk: true,
    shard: null,
    xArguments: [],
    urlVariables: [],
    stepTimeout: 60,
    wait: 10,
    severities: {},
    reports: {},
    verbose: false,
    ...overrides,
  }
  const runId = randomBytes(5).toString('hex')
  return check(inputs, { runId, version: '0.0.0', signal: new AbortController().signal, progress })
}
