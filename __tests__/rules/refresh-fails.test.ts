import { expect, test } from '@jest/globals'
import type { DataEvidence, ServerError } from '../../src/model/data.js'
import { DAILY, evidence, findings } from './evidence.js'

function told(error: ServerError | null, generated: boolean): readonly string[] {
  const refresh = { concurrently: true, error }
  const probes = [{ view: DAILY, refresh, unsteady: false, settings: [] }]
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

test('one that can be refreshed, or reads what another rule tells of', () => {
  expect(told(null, false)).toEqual([])
  const message = 'materialized view "other" has not been populated'
  expect(told({ sqlstate: '55000', message, detail: null }, false)).toEqual([])
})
