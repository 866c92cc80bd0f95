import { getInput, getState, info } from '@actions/core'
import { neutralise } from './publish/workflow-command.js'
import { dropLeftovers } from './server/index.js'

/** Drops what a killed run has left on the server that it was given. Never fails the job: its verdict is in. */
async function cleanUp(): Promise<void> {
  const runId = getState('run-id')
  const url = getInput('database-url') || process.env['MATVIEW_CHECK_DATABASE_URL']
  if (runId === '' || !url) return
  try {
    const dropped = await dropLeftovers(url, runId)
    if (dropped.length > 0) info(`Dropped what the run had left: ${dropped.join(', ')}`)
  } catch (error) {
    info(neutralise(`Nothing could be cleaned up: ${error instanceof Error ? error.message : String(error)}`))
  }
}

await cleanUp()
