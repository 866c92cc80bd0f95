import { diff } from '../../src/diff/index.js'
import { withFixes } from '../../src/fixes/index.js'
import type { ConfiguredSql, SqlOption } from '../../src/model/configured-sql.js'
import type { Finding } from '../../src/model/finding.js'
import type { Statement } from '../../src/model/step.js'
import { bySeverity, type JudgeSettings } from '../../src/rules/judge.js'
import { Ledger } from '../../src/rules/ledger.js'
import { openIntents } from '../../src/run/index.js'
import { openSnapshots } from '../../src/snapshot/index.js'
import { createTestDatabase } from '../support/database.js'
import { error, evidence, REVISION, statement } from './evidence.js'

/** Reads what statements say. */
export const readIntents = await openIntents()

/** How a run is judged, and which part of it where it is spread over shards. */
interface Part {
  readonly selected?: readonly string[]
  readonly reachesHeads?: boolean
  readonly severities?: JudgeSettings['severities']
}

/** A revision: the SQL of its upgrade, or that of one which is only applied. */
export type Upgrade = string | { readonly applied: string }

/**
 * What every rule says of these upgrades, r1, r2 … on one line of history, run on a database of their own. `setup` stands before.
 * An upgrade that the server refuses counts as failed.
 */
export async function judged(
  upgrades: readonly Upgrade[],
  setup = '',
  configured: readonly ConfiguredSql[] = [],
  part: Part = {},
): Promise<readonly Finding[]> {
  const revisions = upgrades.map((_, index) => ({ ...REVISION, id: `r${index + 1}` }))
  const ledger = new Ledger(
    { revisions, heads: [], bases: [] },
    { severities: part.severities ?? {}, failOn: 'error' },
    { configured, ...part },
  )
  const database = await createTestDatabase()
  try {
    await database.query(setup)
    const reader = await openSnapshots(database.target, { schema: null, name: 'alembic_version' }, null)
    for (const [index, upgrade] of upgrades.entries()) {
      const sql = typeof upgrade === 'string' ? upgrade : upgrade.applied
      const before = await reader.take()
      const refused = await run(database.query, sql)
      const after = await reader.take()
      const statements: readonly Statement[] = [statement(sql, 1)]
      const isRead = typeof upgrade === 'string' && refused === null
      const about = evidence({
        revision: { id: `r${index + 1}` },
        legs: { upgrade: { statements, intents: readIntents(statements), error: refused } },
        ...(typeof upgrade === 'string' ? { before, after } : {}),
        upgraded: isRead ? diff(before, after) : null,
      })
      const { findings } = ledger.revision(about, typeof upgrade === 'string')
      ledger.add(withFixes(findings, about), about)
    }
    if (part.reachesHeads !== false) ledger.reach(await reader.take())
    await reader.close()
  } finally {
    await database.drop()
  }
  return ledger.close().findings
}

/** What is told when the upgrades up to a place are checked by one shard and those after it by another one, each finding once. */
export async function judgedByShards(
  upgrades: readonly string[],
  first: number,
  setup = '',
): Promise<readonly Finding[]> {
  const lower = await judged(upgrades.slice(0, first), setup, [], { reachesHeads: false })
  const applied = upgrades.map((sql, index) => (index < first ? { applied: sql } : sql))
  const selected = upgrades.map((_, index) => `r${index + 1}`)
  const upper = await judged(applied, setup, [], { selected })
  const worstLast = bySeverity([...lower, ...upper]).toReversed()
  return [...new Map(worstLast.map((finding) => [finding.fingerprint, finding])).values()]
}

/** A file that an option names. */
export function file(option: SqlOption, sql: string, name = 'ops/refresh.sql'): ConfiguredSql {
  return { option, file: name, sql, intents: readIntents([statement(sql, null)]).all }
}

/** The findings of one rule, as `severity revision: message`. */
export async function told(
  rule: string,
  upgrades: readonly Upgrade[],
  setup = '',
  configured: readonly ConfiguredSql[] = [],
): Promise<readonly string[]> {
  return toldOf(rule, await judged(upgrades, setup, configured))
}

/** Of these findings those of one rule, as `severity revision: message`. */
export function toldOf(rule: string, findings: readonly Finding[]): readonly string[] {
  return findings
    .filter((finding) => finding.rule === rule)
    .map(({ severity, revision, message }) => `${severity} ${revision}: ${message}`)
}

async function run(
  query: (sql: string) => Promise<unknown>,
  sql: string,
): Promise<ReturnType<typeof error> | null> {
  try {
    await query(sql)
    return null
  } catch (reason) {
    return error({ message: String(reason), sqlstate: null })
  }
}
