import { getInput, getState, info } from '@actions/core'
import { neutralise } from './publish/workflow-command.js'
import { Outliving } from './run/outliving.js'
import { dropLeftovers } from './server/index.js'
import type { Server } from './server/server.js'
import { readCluster } from './snapshot/cluster.js'

/** Drops what a killed run has left on the server that it was given. Never fails the job: its verdict is in. */
async function cleanUp(): Promise<void> {
  const runId = getState('run-id')
  const url = getInput('database-url') || process.env['MATVIEW_CHECK_DATABASE_URL']
  if (runId === '' || !url) return
  try {
    const dropped = await dropLeftovers(url, runId, dropMade)
    if (dropped.length > 0) info(neutralise(`Dropped what the run had left: ${dropped.join(', ')}`))
  } catch (error) {
    info(neutralise(`Nothing could be cleaned up: ${error instanceof Error ? error.message : String(error)}`))
  }
}

/** Roles and the like, which a run saves as it makes them: no name tells whose they are. */
async function dropMade({
  query,
  version,
  isAlone,
}: Pick<Server, 'query' | 'version' | 'isAlone'>): Promise<readonly string[]> {
  const outside = { query, isAlone, read: () => readCluster(query, version) }
  const outliving = new Outliving(outside, () => undefined, getState('made') || '[]')
  return outliving.madeSomething ? (await outliving.forget(true)).dropped : []
}

await cleanUp()
