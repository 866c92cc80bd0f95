import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { Finding } from '../../src/model/finding.js'
import { checkProject } from '../support/check.js'
import { CASES } from './cases.js'
import { writeProject } from './project.js'

let directory: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'matview-check-history-'))
})
afterEach(() => rmSync(directory, { recursive: true }))

const told = ({ rule, revision, object, severity }: Finding): string =>
  `${rule} ${revision} ${object?.identity ?? '-'}${rule !== 'irreversible' && severity === 'notice' ? ' (notice)' : ''}`

describe('a history with', () => {
  test.each(CASES)('$name', async ({ migrations, environment = 'plain', findings }) => {
    writeProject(directory, migrations, environment)
    const result = await checkProject(directory)
    expect(result.findings.map(told)).toEqual(findings)
    expect(result.revisions.map(({ id }) => id).sort()).toEqual(migrations.map(({ id }) => id).sort())
  })
})
