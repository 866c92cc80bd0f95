/**
 * `npm run run-action`: runs dist/action.js and dist/action-post.js on both states of the example as GitHub's runner does,
 * under the Node.js that `runs.using: node24` names. The good one must pass and the faulty one must fail.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { setup, venvPython } from './setup.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
setup()
const node = join(root, 'node_modules', 'node', 'bin', 'node')

/** What the runner gives an Action on a push: https://docs.github.com/en/actions/reference/workflows-and-actions/variables */
function environment(folder, state) {
  const file = (name) => {
    writeFileSync(join(folder, name), name === 'event.json' ? '{}' : '')
    return join(folder, name)
  }
  return {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    'INPUT_WORKING-DIRECTORY': 'example',
    INPUT_CONFIG: `${state}.ini`,
    INPUT_PYTHON: venvPython,
    INPUT_JSON: join(folder, 'result.json'),
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_EVENT_NAME: 'push',
    GITHUB_EVENT_PATH: file('event.json'),
    GITHUB_WORKSPACE: root,
    GITHUB_REPOSITORY: 'octo/example',
    GITHUB_SERVER_URL: 'https://github.example.invalid',
    GITHUB_API_URL: 'https://api.github.example.invalid',
    GITHUB_SHA: '0'.repeat(40),
    GITHUB_RUN_ID: '1',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_OUTPUT: file('output'),
    GITHUB_STATE: file('state'),
    GITHUB_STEP_SUMMARY: file('summary.md'),
  }
}

function fault(state, expected) {
  const folder = mkdtempSync(join(tmpdir(), 'matview-check-action-'))
  try {
    const env = environment(folder, state)
    const main = spawnSync(node, [join(root, 'dist', 'action.js')], { cwd: root, env, encoding: 'utf8' })
    const post = spawnSync(node, [join(root, 'dist', 'action-post.js')], { cwd: root, env, encoding: 'utf8' })
    const said = `${main.stdout}${main.stderr}${post.stdout}${post.stderr}`.replaceAll(/^/gm, '  ')
    if (main.status !== expected)
      return `dist/action.js ended with ${main.status} on the ${state} example:\n${said}`
    if (post.status !== 0) return `dist/action-post.js ended with ${post.status}:\n${said}`
    if (!readFileSync(join(folder, 'summary.md'), 'utf8').includes('migrations'))
      return 'the job summary is empty'
    return null
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

for (const [state, expected] of [
  ['good', 0],
  ['faulty', 1],
]) {
  const found = fault(state, expected)
  if (found === null) {
    process.stdout.write(`dist/action.js ended with ${expected} on the ${state} example, as it must.\n`)
    continue
  }
  process.stderr.write(`${found}.\n`)
  process.exit(1)
}
