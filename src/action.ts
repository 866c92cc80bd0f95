import { debug, info, saveState, setFailed, setSecret } from '@actions/core'
import { randomBytes } from 'node:crypto'
import { relative } from 'node:path'
import { check } from './check.js'
import { readActionInputs, type ActionInputs } from './inputs/action-inputs.js'
import { CancelledError, ConfigError } from './model/errors.js'
import type { CheckResult } from './model/result.js'
import { VERSION } from './model/version.js'
import { describeBug } from './publish/bug.js'
import { readPullRequest } from './publish/event.js'
import { actionLog } from './publish/log.js'
import { resultOutputs, setOutputs } from './publish/outputs.js'
import type { Job, Publication } from './publish/place.js'
import { allPlaces } from './publish/places/all.js'
import { lines } from './publish/progress.js'
import { publish } from './publish/publish.js'
import { secretsOf } from './publish/secrets.js'
import { neutralise } from './publish/workflow-command.js'
import { annotationsOf } from './report/annotations.js'
import { pathAddress, prose } from './report/escape.js'
import { FORMATS } from './report/formats/all.js'
import { headlineOf } from './report/headline.js'
import { renderMarkdown } from './report/markdown.js'
import { renderTerminal } from './report/terminal.js'
import { RULES } from './rules/all.js'

const env = process.env
const workspace = process.cwd()
const cancelled = new AbortController()
// The runner sends SIGINT on a cancel, SIGTERM 7.5 s later, and kills 2.5 s after that.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => cancelled.abort())

async function run(): Promise<void> {
  let given: ActionInputs | null = null
  try {
    given = readActionInputs(
      env,
      workspace,
      RULES.map(({ id }) => id),
    )
    // Where one would stand to run the tool by hand; env.py may rely on it, and results name files from there.
    process.chdir(given.inputs.directory)
    const result = await checkInGroup(given)
    info(neutralise(renderTerminal(result, { color: false })))
    const outputs = await publish(allPlaces, resultPublication(result, given), jobOf(given))
    setOutputs({ ...resultOutputs(result), ...outputs })
    if (result.verdict === 'failed') setFailed(`${headlineOf(result).text}.`)
  } catch (error) {
    if (cancelled.signal.aborted || error instanceof CancelledError) return leaveCancelled()
    await fail(error, given)
  }
}

async function checkInGroup({ inputs }: ActionInputs): Promise<CheckResult> {
  const runId = randomBytes(6).toString('hex')
  saveState('run-id', runId)
  for (const secret of secretsOf(inputs.databaseUrl ?? '')) setSecret(secret)
  actionLog.startGroup('Running the migrations')
  try {
    const progress = { ...lines(actionLog.info), made: (told: string) => saveState('made', told) }
    return await check(inputs, { runId, version: VERSION, signal: cancelled.signal, progress })
  } finally {
    actionLog.endGroup()
  }
}

/** Told in the same places as a result: a comment of an earlier run must not go on looking green. */
async function fail(error: unknown, given: ActionInputs | null): Promise<void> {
  const expected = error instanceof ConfigError
  const sentence = expected ? error.message : describeBug(error, env)
  if (!expected && error instanceof Error) debug(error.stack ?? '')
  const text = sentence
    .split('\n')
    .map((line) => prose(line))
    .join('\n\n')
  const publication: Publication = {
    hasFindings: true,
    markdown: (maxBytes) => `## ❌ The migrations could not be checked\n\n${text}`.slice(0, maxBytes / 4),
    annotations: [],
    reports: [],
  }
  const outputs = await publish(allPlaces, publication, jobOf(given))
  setOutputs({ ...resultOutputs(null), ...outputs })
  setFailed(sentence)
}

/** The runner kills soon: no report, and no waiting for connections that are still open. */
function leaveCancelled(): never {
  info('Cancelled; the scratch databases have been dropped.')
  process.exit(1)
}

function jobOf(given: ActionInputs | null): Job {
  const { token, comment, commentKey } = given ?? { token: '', comment: 'never', commentKey: '' }
  return { env, token, comment, commentKey, log: actionLog }
}

function resultPublication(result: CheckResult, { inputs }: ActionInputs): Publication {
  const { folder, commitUrl } = whereaboutsOf(inputs.directory)
  return {
    hasFindings: result.findings.length > 0,
    markdown: (maxBytes, pointer) => renderMarkdown(result, { maxBytes, pointer, commitUrl }),
    annotations: annotationsOf(result).map(({ file, ...rest }) => ({
      ...rest,
      file: file === null ? null : `${folder}${file}`,
    })),
    reports: FORMATS.flatMap(({ id, render }) => {
      const path = inputs.reports[id]
      return path === undefined ? [] : [{ format: id, path, text: render(result) }]
    }),
  }
}

/** Results name files relative to the project's folder, annotations relative to the workspace. */
function whereaboutsOf(directory: string): { folder: string; commitUrl: string } {
  const path = relative(workspace, directory).replaceAll('\\', '/')
  const folder = path === '' ? '' : `${path}/`
  // On pull_request GITHUB_SHA is a merge commit that is gone after the next push.
  const commit = readPullRequest(env)?.headSha ?? env['GITHUB_SHA']
  const address = `${env['GITHUB_SERVER_URL']}/${env['GITHUB_REPOSITORY']}/blob/${commit}`
  return { folder, commitUrl: path === '' ? address : `${address}/${pathAddress(path)}` }
}

await run()
