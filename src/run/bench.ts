import type { Snapshot } from '../model/catalog.js'
import type { Change } from '../model/change.js'
import type { Progress } from '../model/progress.js'
import type { DatabaseTarget } from '../model/server.js'
import type { RowSource } from '../seed/index.js'
import type { Server } from '../server/server.js'
import type { SnapshotReader } from '../snapshot/index.js'
import type { ToolProcess, VersionTable } from '../tools/tool.js'
import type { IntentReader } from './intents.js'

/** The stages that a run works with; `check.ts` hands them over. */
export interface Bench {
  readonly server: Server
  readonly tool: ToolProcess
  /** Makes a new scratch database ready for the first migration. */
  readonly prepare: (database: DatabaseTarget) => Promise<void>
  /** Runs statements on a scratch database as one transaction; gives what the server says when it refuses them, else null. */
  readonly execute: (database: DatabaseTarget, statements: readonly string[]) => Promise<string | null>
  readonly openSnapshots: (database: DatabaseTarget, versionTable: VersionTable) => Promise<SnapshotReader>
  /** What belongs to the whole server, read outside all scratch databases. */
  readonly readCluster: () => Promise<NonNullable<Snapshot['cluster']>>
  readonly readIntents: IntentReader
  /** Null when tables shall stay as migrations leave them. */
  readonly rows: RowSource | null
  readonly progress: Progress
  readonly equal: (a: Snapshot, b: Snapshot) => boolean
  readonly diff: (a: Snapshot, b: Snapshot) => readonly Change[]
  readonly signal: AbortSignal
}
