import { relative } from 'node:path'
import { diff, equal, evidenceAfter, revisionEvidence, walkEvidence } from './diff/index.js'
import { withFixes, withTried } from './fixes/index.js'
import { changedRevisions } from './inputs/changed-files.js'
import type { CheckInputs } from './inputs/inputs.js'
import { CancelledError } from './model/errors.js'
import type { Finding } from './model/finding.js'
import type { Progress } from './model/progress.js'
import { FORMAT_VERSION, type CheckResult } from './model/result.js'
import type { Plan } from './model/step.js'
import { plan } from './plan/index.js'
import { Ledger } from './rules/ledger.js'
import { foreknow, openIntents, run, trialOf, Workbench, type Bench } from './run/index.js'
import { rowSource } from './seed/index.js'
import { startServer } from './server/index.js'
import type { Server } from './server/server.js'
import { execute, runSeedSql, runSetupSql } from './server/setup-sql.js'
import { openSnapshots, openWalWatch, readCluster, type WalWatch } from './snapshot/index.js'
import { TOOLS } from './tools/all.js'
import type { ToolProcess } from './tools/tool.js'

/** What a check needs beyond its inputs. */
export interface CheckOptions {
  /** Part of the names of all databases of this run: letters and digits. */
  readonly runId: string
  /** matview-check's own version. */
  readonly version: string
  /** Aborting it ends the run soon, with everything dropped, in a CancelledError. */
  readonly signal: AbortSignal
  readonly progress: Progress
}

/**
 * The whole check: from a project's migrations to the result. Leaves nothing behind on the server.
 * @throws ConfigError for a set-up at fault, CancelledError once `signal` is aborted
 */
export async function check(inputs: CheckInputs, options: CheckOptions): Promise<CheckResult> {
  const started = performance.now()
  // Read while Python and the server start.
  const parser = openIntents()
  parser.catch(() => undefined)
  const { tool, server } = await start(inputs, options)
  let watch: WalWatch | null = null
  const stop = (): void => void tool.stop()
  options.signal.addEventListener('abort', stop)
  try {
    const thePlan = plan(tool.history, { ...inputs, changed: await changedRevisions(inputs, tool.history) })
    watch = await openWalWatch(server)
    const bench: Bench = {
      server,
      tool,
      prepare: (database) => runSetupSql(database, inputs.setupSql),
      execute,
      openSnapshots: (database, versionTable) => openSnapshots(database, versionTable, watch),
      readCluster: () => readCluster(server.query, server.version),
      readIntents: await parser,
      progress: options.progress,
      rows: rowSource(inputs.seed, tool.history, runSeedSql),
      equal,
      diff,
      signal: options.signal,
    }
    const result = await walkPlan(thePlan, bench, inputs, options)
    return { ...result, milliseconds: Math.round(performance.now() - started) }
  } catch (error) {
    // Whatever breaks because we were stopped is no fault of the project or ours.
    throw options.signal.aborted ? new CancelledError('The check was cancelled.', { cause: error }) : error
  } finally {
    options.signal.removeEventListener('abort', stop)
    await tool.stop()
    await watch?.close()
    await server.close()
  }
}

/** Starts the migration tool and the server side by side; when one fails the other is ended. */
async function start(
  inputs: CheckInputs,
  { runId, signal, progress }: CheckOptions,
): Promise<{ tool: ToolProcess; server: Server }> {
  const giveUp = new AbortController()
  const starting = TOOLS.alembic.start({
    ...inputs,
    ...(inputs.verbose ? { onOutput: (line: string) => progress.note?.(line) } : {}),
  })
  const reaching = startServer({
    ...inputs,
    waitSeconds: inputs.wait,
    runId,
    note: (text) => progress.note?.(text),
    signal: AbortSignal.any([signal, giveUp.signal]),
  })
  starting.catch(() => giveUp.abort())
  const [tool, server] = await Promise.allSettled([starting, reaching])
  if (tool.status === 'fulfilled' && server.status === 'fulfilled')
    return { tool: tool.value, server: server.value }
  if (tool.status === 'fulfilled') await tool.value.stop()
  if (server.status === 'fulfilled') await server.value.close()
  throw tool.status === 'rejected' ? tool.reason : server.status === 'rejected' ? server.reason : undefined
}

async function walkPlan(
  thePlan: Plan,
  bench: Bench,
  inputs: CheckInputs,
  { version, progress }: CheckOptions,
): Promise<CheckResult> {
  const { history, versions } = bench.tool
  const ledger = new Ledger(history, inputs, await foreknow(inputs, thePlan, bench))
  const workbench = new Workbench(bench, thePlan.revisions)
  const total = thePlan.revisions.length
  progress.planned?.(total, thePlan.revisions.filter(({ checked }) => checked).length)
  try {
    await workbench.start()
    for await (const point of run(thePlan, history, bench, workbench)) {
      if (point.type === 'started') progress.revisionStarted?.(point.revision.id, point.index, total)
      else if (point.type === 'walking') progress.walkStep?.(point.done, point.total)
      else if (point.type === 'reached') ledger.reach(point.heads, point.sizes)
      else if (point.type === 'walked') ledger.walk(walkEvidence(point.run))
      else {
        const evidence = revisionEvidence(point.run)
        const { revision, findings } = ledger.revision(evidence, point.run.checked)
        const trial = trialOf(bench, workbench, point.run, point.index)
        const tried = (some: readonly Finding[], by: 'judge' | 'foreseen'): Promise<readonly Finding[]> =>
          withTried(some, evidence, trial, (leg, after) => ledger[by](evidenceAfter(evidence, leg, after)))
        const told = await tried(withFixes(findings, evidence), 'judge')
        ledger.add(told, evidence)
        ledger.foresee(await tried(ledger.foreseen(evidence), 'foreseen'))
        progress.revisionDone?.(revision, told)
      }
    }
  } finally {
    await workbench.close()
  }
  return {
    formatVersion: FORMAT_VERSION,
    environment: {
      matviewCheck: version,
      postgresql: bench.server.version,
      ...versions,
      driver: workbench.environment?.driver ?? 'none',
    },
    config: relative(inputs.directory, inputs.config).replaceAll('\\', '/'),
    shard: inputs.shard,
    milliseconds: 0,
    ...ledger.close(),
  }
}
