import { expect, test } from '@jest/globals'
import type { DataEvidence, ServerError } from '../../src/model/data.js'
import { DAILY, evidence, findings } from './evidence.js'

function told(error: ServerError | null, generated: boolean, view = DAILY): readonly string[] {
  const refresh = { concurrently: true, error }
  const probes = [{ view, refresh, unsteady: false, settings: [] }]
  const data: DataEvidence = { generated, probes, losses: [], provoked: null }
  return findings('refresh-fails', evidence({ data })).map(
    ({ severity = 'error', message, help }) => `${severity}: ${message}. ${help}`,
  )
}

const DUPLICATE: ServerError = {
  sqlstate: '21000',
  message:
    'new data for materialized view "daily_usage_matview" contains duplicate rows without any null columns',
  detail: 'Row: (7,2024-01-01)',
}

test.each([
  [
    'the user’s rows',
    DUPLICATE,
    false,
    'error: REFRESH MATERIALIZED VIEW CONCURRENTLY of materialized view public.daily_usage_matview fails on the rows of --seed with SQLSTATE 21000',
  ],
  ['generated rows', DUPLICATE, true, 'warning: '],
  [
    'values that were made up',
    { sqlstate: '22P02', message: 'invalid input', detail: null },
    true,
    'notice: ',
  ],
  [
    'the safe search_path',
    { sqlstate: '42883', message: 'function f() does not exist', detail: null },
    false,
    'SET search_path = public',
  ],
])('on %s', (_, error, generated, says) => {
  expect(told(error, generated)).toEqual([expect.stringContaining(says)])
})

const DENIED: ServerError = {
  sqlstate: '42501',
  message: 'permission denied for table message_usages',
  detail: null,
}

test.each([
  [
    'the view’s owner may not read a table',
    DENIED,
    ['table public.message_usages'],
    '`GRANT SELECT ON public.message_usages TO app`',
  ],
  ['a function reads it', DENIED, [], '`GRANT SELECT ON message_usages TO app`'],
  [
    'a view that is read reads it',
    DENIED,
    ['view public.recent'],
    '`GRANT SELECT ON message_usages TO …` to the owner of the view through which it is read',
  ],
  [
    'a function',
    { ...DENIED, message: 'permission denied for function total' },
    [],
    '`GRANT EXECUTE ON FUNCTION total TO app`',
  ],
  [
    'a schema',
    { ...DENIED, message: 'permission denied for schema app' },
    [],
    '`GRANT USAGE ON SCHEMA app TO app`',
  ],
])('a privilege that the owner lacks, whatever the rows are: %s', (_, error, reads, says) => {
  const [finding = ''] = told(error, true, { ...DAILY, facts: { reads } })
  expect(finding).toMatch(
    /^error: REFRESH MATERIALIZED VIEW CONCURRENTLY of .* fails with SQLSTATE 42501: permission denied/,
  )
  expect(finding).toContain(says)
  expect(finding).not.toMatch(/made up|search_path/)
})

test.each([
  'must be owner of materialized view daily_usage_matview',
  'permission denied for materialized view daily_usage_matview',
])('somebody who may not refresh it: %s', (message) => {
  expect(told({ ...DENIED, message }, true)).toEqual([
    expect.stringMatching(/^warning: .* It belongs to `app`, and only its owner may refresh it/),
  ])
})

test('one that can be refreshed, or reads what another rule tells of', () => {
  expect(told(null, false)).toEqual([])
  const message = 'materialized view "other" has not been populated'
  expect(told({ sqlstate: '55000', message, detail: null }, false)).toEqual([])
})
