import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { checkProject } from '../support/check.js'
import { writeProject } from './project.js'

let directory: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'matview-check-locks-'))
})
afterEach(() => rmSync(directory, { recursive: true }))

/** Takes 5,000 locks, waits until they can have been seen, and goes on until the server has no room for more. */
const TOO_MANY = `DO $$ BEGIN
  PERFORM pg_advisory_xact_lock(n) FROM generate_series(1, 5000) n;
  PERFORM pg_sleep(1);
  PERFORM pg_advisory_xact_lock(n) FROM generate_series(1, 1000000) n;
END $$`

test('a transaction that takes too many locks: how many it held is told', async () => {
  writeProject(directory, [{ id: 'a1', up: [`op.execute("""${TOO_MANY}""")`], back: ['pass'] }], 'plain')
  // On a server of its own: others would find no room for their locks.
  const { findings } = await checkProject(directory, { databaseUrl: null })
  const [finding] = findings
  expect(finding).toMatchObject({ rule: 'upgrade-fails', revision: 'a1' })
  expect(finding?.message).toContain('53200')
  const [, held = ''] = /It held ([\d,]+) when it was last looked at/.exec(finding?.help ?? '') ?? []
  expect(Number(held.replaceAll(',', ''))).toBeGreaterThanOrEqual(5000)
})
