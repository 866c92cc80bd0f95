import { expect, test } from '@jest/globals'
import type { DataEvidence, Probe } from '../../src/model/data.js'
import { evidence, findings, object, snapshot } from './evidence.js'

const TABLE = object('table', 'public.usages')
const CREATED = 'created_at AT TIME ZONE'

const view = (definition: string): Probe['view'] => ({
  ...object('materialized view', 'public.daily', { definition }),
  facts: { reads: ['table public.usages'] },
})

function help(definition: string, settings: Probe['settings'], type = 'timestamp without time zone'): string {
  const probe: Probe = {
    view: view(definition),
    refresh: { concurrently: false, error: null },
    unsteady: false,
    settings,
  }
  const data: DataEvidence = { generated: true, probes: [probe], losses: [], provoked: null }
  const after = snapshot(TABLE, object('column', 'public.usages.created_at', { type }, TABLE))
  const [finding, ...more] = findings('session-dependent', evidence({ data, after }))
  expect(more).toEqual([])
  return finding === undefined
    ? 'nothing'
    : `${finding.severity ?? 'warning'}: ${finding.message}. ${finding.help}`
}

const differs = (setting: 'TimeZone' | 'DateStyle', value: string) => ({
  setting,
  value,
  differs: true,
  error: null,
})
const ZONES = [differs('TimeZone', 'Asia/Tokyo')]

test.each([
  [
    'the classic',
    `SELECT ((${CREATED} 'Asia/Tokyo'::text))::date`,
    ZONES,
    "`(created_at AT TIME ZONE 'UTC' AT TIME ZONE 'Asia/Tokyo')::date`",
  ],
  ['the day of a timestamptz', 'SELECT (created_at)::date', ZONES, "`(… AT TIME ZONE 'Asia/Tokyo')::date`"],
  [
    'a date as text',
    'SELECT (day)::text',
    [differs('DateStyle', 'SQL, DMY')],
    'another DateStyle (SQL, DMY)',
  ],
  [
    'the moment',
    "SELECT 1 WHERE created_at > (now() - '1 day')",
    [],
    'notice: what materialized view public.daily holds depends on when it is refreshed: its query reads now()',
  ],
  ['nothing', 'SELECT 1', [], 'nothing'],
])('%s', (_, definition, settings, says) => {
  expect(help(definition, settings)).toContain(says)
})

test.each([
  ["SELECT 1 WHERE created_at >= (now() - '7 days'::interval)", false],
  ["SELECT 1 WHERE day > '2024-01-01'::date AND created_at < now()", false],
  ['SELECT EXTRACT(epoch FROM (now() - created_at))', false],
  ["SELECT ((now() AT TIME ZONE 'Asia/Tokyo'::text))::date", false],
  ['SELECT (now())::date', true],
  ['SELECT 1 WHERE day = CURRENT_DATE', true],
  ["SELECT 1 WHERE created_at >= date_trunc('day'::text, now())", true],
  ['SELECT date(created_at) FROM usages WHERE created_at < now()', true],
  ['SELECT EXTRACT(hour FROM now())', true],
])('midnight is spoken of where a day is cut: %s', (definition, says) => {
  expect(help(definition, []).includes('midnight')).toBe(says)
})

test.each([
  [' SELECT kind,\n    now() AS refreshed_at\n   FROM usages;', false],
  [" SELECT (now() AT TIME ZONE 'utc'::text) AS at,\n    kind\n   FROM usages;", false],
  [' SELECT now() AS refreshed_at\n   FROM usages\n  WHERE (created_at < now());', true],
  [' SELECT (now() - created_at) AS age\n   FROM usages;', true],
])('a column that tells when it was refreshed is meant: %s', (definition, isTold) => {
  expect(help(definition, []).includes('depends on when')).toBe(isTold)
})

test('AT TIME ZONE on a timestamptz is right, and no cause', () => {
  const definition = `SELECT ((${CREATED} 'Asia/Tokyo'::text))::date`
  expect(help(definition, ZONES, 'timestamp with time zone')).not.toContain("'UTC'")
})

test('a function that the safe search_path does not find', () => {
  const error = { sqlstate: '42P01', message: 'relation "t" does not exist', detail: null }
  const settings = [{ setting: 'search_path' as const, value: 'pg_catalog, pg_temp', differs: false, error }]
  expect(help('SELECT f()', settings)).toContain(
    'fails when the session that refreshes it has another search_path',
  )
})
