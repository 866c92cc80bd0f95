import { diff } from '../../src/diff/index.js'
import { withFixes } from '../../src/fixes/index.js'
import type { ConfiguredSql, SqlOption } from '../../src/model/configured-sql.js'
import type { Finding } from '../../src/model/finding.js'
import type { Statement } from '../../src/model/step.js'
import { Ledger } from '../../src/rules/ledger.js'
import { openIntents } from '../../src/run/index.js'
import { openSnapshots } from '../../src/snapshot/index.js'
import { createTestDatabase } from '../support/database.js'
import { error, evidence, REVISION, statement } from './evidence.js'

/** Reads what statements say. */
export const readIntents = await openIntents()

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
): Promise<readonly Finding[]> {
  const revisions = upgrades.map((_, index) => ({ ...REVISION, id: `r${index + 1}` }))
  const ledger = new Ledger(
    { revisions, heads: [], bases: [] },
    { severities: {}, failOn: 'error' },
    configured,
  )
  const database = await createTestDatabase()
  try {
    await database.query(setup)
    const reader = await openSnapshots(database.target, { schema: null, name: 'alembic_version' })
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
    ledger.reach(await reader.take())
    await reader.close()
  } finally {
    await database.drop()
  }
  return ledger.close().findings
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
  const findings = (await judged(upgrades, setup, configured)).filter((finding) => finding.rule === rule)
  return findings.map(({ severity, revision, message }) => `${severity} ${revision}: ${message}`)
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
